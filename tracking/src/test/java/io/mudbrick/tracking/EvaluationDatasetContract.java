package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.tracking.EvaluationDatasets.Upserted;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class EvaluationDatasetContract extends TrackingContract {
  private EvaluationDatasets datasets;

  @BeforeEach
  void take_the_datasets(Mudbrick platform) {
    datasets = open(platform).evaluationDatasets();
  }

  private static NewEvaluationRecord question(String text) {
    return NewEvaluationRecord.of(Map.of("question", text)).build();
  }

  private List<EvaluationRecord> all(String id) {
    return datasets.records(id, 1000, null).items();
  }

  @Test
  void a_dataset_is_made_tagged_and_deleted() {
    EvaluationDataset made =
        datasets.create("qa", List.of(DEFAULT), Map.of("team", "a", "mlflow.user", "ann"));
    assertThat(made.datasetId()).matches("d-[0-9a-f]{32}");
    assertThat(made.digest()).matches("[0-9a-f]{8}");
    assertThat(made.createdBy()).isEqualTo("ann");
    assertThat(made.schema()).isNull();
    assertThat(made.profile()).isNull();
    assertThat(datasets.get(made.datasetId())).isEqualTo(made);
    assertThat(datasets.experimentIds(made.datasetId())).containsExactly(DEFAULT);

    datasets.setTags(made.datasetId(), Map.of("team", "b", "more", "yes"));
    datasets.deleteTag(made.datasetId(), "more");
    datasets.deleteTag(made.datasetId(), "never");
    assertThat(datasets.get(made.datasetId()).tags())
        .containsOnly(Map.entry("team", "b"), Map.entry("mlflow.user", "ann"));

    datasets.upsert(made.datasetId(), List.of(question("a")));
    datasets.delete(made.datasetId());
    datasets.delete(made.datasetId());
    assertRefused(
        () -> datasets.get(made.datasetId()),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Evaluation dataset with id '" + made.datasetId() + "' not found");
    assertThat(datasets.experimentIds(made.datasetId())).isEmpty();
  }

  @Test
  void records_with_the_same_inputs_are_merged() {
    String id = datasets.create("qa", List.of(), Map.of()).datasetId();
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("question", "What?");
    inputs.put("options", Map.of("b", 1, "a", 2.5));
    inputs.put("nothing", null);
    NewEvaluationRecord first =
        NewEvaluationRecord.of(inputs)
            .outputs(List.of("x", 1))
            .expectations(Map.of("answer", "A", "old", true))
            .tags(Map.of("mlflow.user", "ann", "k", "1"))
            .source(new EvaluationRecord.Source("trace", Map.of("trace_id", "tr-1")))
            .build();
    assertThat(datasets.upsert(id, List.of(first, question("b")))).isEqualTo(new Upserted(2, 0));
    EvaluationRecord made = all(id).get(0);
    assertThat(made.recordId()).matches("dr-[0-9a-f]{32}");
    assertThat(made.inputs()).isEqualTo(inputs);
    assertThat(made.outputs()).isEqualTo(List.of("x", 1));
    assertThat(made.source())
        .isEqualTo(new EvaluationRecord.Source("TRACE", Map.of("trace_id", "tr-1")));
    assertThat(made.createdBy()).isEqualTo("ann");
    assertThat(all(id).get(1).outputs()).isEqualTo(Map.of());
    assertThat(all(id).get(1).expectations()).isNull();

    Map<String, Object> turned = new LinkedHashMap<>();
    turned.put("nothing", null);
    turned.put("options", Map.of("a", 2.5, "b", 1));
    turned.put("question", "What?");
    NewEvaluationRecord again =
        NewEvaluationRecord.of(turned)
            .expectations(Map.of("answer", "B"))
            .tags(Map.of("mlflow.user", "bob"))
            .build();
    assertThat(datasets.upsert(id, List.of(again, question("c"), question("c"))))
        .isEqualTo(new Upserted(1, 2));
    EvaluationRecord merged = all(id).get(0);
    assertThat(merged.recordId()).isEqualTo(made.recordId());
    assertThat(merged.outputs()).isEqualTo(List.of("x", 1));
    assertThat(merged.expectations())
        .containsOnly(Map.entry("answer", "B"), Map.entry("old", true));
    assertThat(merged.tags()).containsOnly(Map.entry("mlflow.user", "bob"), Map.entry("k", "1"));
    assertThat(merged.createdBy()).isEqualTo("ann");
    assertThat(merged.lastUpdatedBy()).isEqualTo("bob");

    NewEvaluationRecord without = NewEvaluationRecord.of(inputs).outputs(null).build();
    datasets.upsert(id, List.of(without));
    assertThat(all(id).get(0).outputs()).isNull();
    assertThat(all(id)).hasSize(3);
  }

  @Test
  void schema_profile_and_digest_follow_the_records() {
    EvaluationDataset empty = datasets.create("qa", List.of(), Map.of());
    String id = empty.datasetId();
    datasets.upsert(
        id,
        List.of(
            NewEvaluationRecord.of(Map.of("n", 1))
                .outputs("text")
                .expectations(Map.of("ok", true))
                .build()));
    EvaluationDataset one = datasets.get(id);
    assertThat(one.schema())
        .isEqualTo(
            "{\"inputs\":{\"n\":\"integer\"},\"outputs\":\"string\","
                + "\"expectations\":{\"ok\":\"boolean\"},\"version\":\"1.0\"}");
    assertThat(one.profile()).isEqualTo("{\"num_records\": 1}");

    datasets.upsert(
        id,
        List.of(
            NewEvaluationRecord.of(new LinkedHashMap<>(Map.of("n", "now text", "x", 0.5)))
                .expectations(Map.of("list", List.of()))
                .build()));
    assertThat(datasets.get(id).schema())
        .contains("\"n\":\"integer\"", "\"x\":\"float\"", "\"list\":\"array\"");
    assertThat(datasets.get(id).profile()).isEqualTo("{\"num_records\": 2}");

    List<String> ids = all(id).stream().map(EvaluationRecord::recordId).toList();
    assertThat(datasets.deleteRecords(id, List.of(ids.get(0), "dr-never"))).isEqualTo(1);
    assertThat(datasets.get(id).profile()).isEqualTo("{\"num_records\": 1}");
    assertThat(datasets.deleteRecords(id, ids)).isEqualTo(1);
    assertThat(datasets.get(id).profile()).isNull();
  }

  @Test
  void records_come_in_pages_in_their_order() {
    String id = datasets.create("qa", List.of(), Map.of()).datasetId();
    datasets.upsert(id, List.of(question("1"), question("2"), question("3")));
    datasets.upsert(id, List.of(question("4"), question("5")));
    Page<EvaluationRecord> first = datasets.records(id, 2, null);
    datasets.deleteRecords(id, List.of(first.items().get(1).recordId()));
    Page<EvaluationRecord> second = datasets.records(id, 2, first.nextPageToken());
    Page<EvaluationRecord> third = datasets.records(id, 2, second.nextPageToken());
    assertThat(second.items())
        .extracting(EvaluationRecord::inputs)
        .isEqualTo(List.of(Map.of("question", "3"), Map.of("question", "4")));
    assertThat(third.items()).hasSize(1);
    assertThat(third.nextPageToken()).isNull();
    assertThatThrownBy(() -> datasets.records(id, 2, "x")).hasMessageContaining("page token");
  }

  @Test
  void a_search_filters_orders_and_pages() {
    String other = tracking.createExperiment("other").experimentId();
    for (String name : List.of("a", "b", "c")) {
      datasets.create(
          name, List.of(name.equals("b") ? DEFAULT : other), Map.of("team", "t-" + name));
    }
    assertThat(names(EvaluationDatasetQuery.in(List.of(other)).orderBy(List.of("name ASC"))))
        .containsExactly("a", "c");
    assertThat(names(EvaluationDatasetQuery.all().filter("name LIKE 'b%'"))).containsExactly("b");
    assertThat(names(EvaluationDatasetQuery.all().filter("tags.team = 't-c' AND created_time > 0")))
        .containsExactly("c");
    assertThat(names(EvaluationDatasetQuery.in(List.of("987654321")))).isEmpty();

    EvaluationDatasetQuery.Builder byName =
        EvaluationDatasetQuery.all().orderBy(List.of("name DESC")).maxResults(2);
    Page<EvaluationDataset> first = datasets.search(byName.build());
    assertThat(first.items()).extracting(EvaluationDataset::name).containsExactly("c", "b");
    assertThat(names(byName.pageToken(first.nextPageToken()))).containsExactly("a");
    assertThatThrownBy(
            () -> datasets.search(EvaluationDatasetQuery.all().filter("owner = 'x'").build()))
        .hasMessageStartingWith("Invalid attribute key 'owner' specified");
  }

  private List<String> names(EvaluationDatasetQuery.Builder query) {
    return datasets.search(query.build()).items().stream().map(EvaluationDataset::name).toList();
  }

  @Test
  void a_dataset_comes_to_experiments_and_goes() {
    String other = tracking.createExperiment("other").experimentId();
    String id = datasets.create("qa", List.of(), Map.of()).datasetId();
    datasets.addToExperiments(id, List.of(DEFAULT, other));
    datasets.addToExperiments(id, List.of(other));
    assertThat(datasets.experimentIds(id)).containsExactly(DEFAULT, other);
    datasets.removeFromExperiments(id, Arrays.asList(DEFAULT, "77"));
    assertThat(datasets.experimentIds(id)).containsExactly(other);
    assertThatThrownBy(() -> datasets.addToExperiments(id, List.of("987654321")))
        .hasMessageContaining("No Experiment with id=987654321");
    assertThatThrownBy(() -> datasets.create("x", List.of("987654321"), Map.of()))
        .hasMessageContaining("No Experiment with id=987654321");
  }

  @Test
  void what_is_no_record_is_refused() {
    String id = datasets.create("qa", List.of(), Map.of()).datasetId();
    NewEvaluationRecord odd =
        NewEvaluationRecord.of(Map.of("q", 1))
            .source(new EvaluationRecord.Source("dream", Map.of()))
            .build();
    assertThatThrownBy(() -> datasets.upsert(id, List.of(question("fine"), odd)))
        .hasMessageStartingWith("Invalid dataset record source type: DREAM");
    assertThat(all(id)).isEmpty();
    assertThatThrownBy(() -> datasets.upsert("d-0", List.of()))
        .hasMessage("Evaluation dataset with id 'd-0' not found");
  }
}
