package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

abstract class LoggedModelContract extends TrackingContract {

  private LoggedModel make(String name) {
    return tracking.createLoggedModel(
        NewLoggedModel.in(DEFAULT)
            .name(name)
            .modelType("classifier")
            .params(List.of(new Param("depth", "6")))
            .tags(Map.of("team", "a"))
            .build());
  }

  @Test
  void a_model_goes_from_pending_to_ready() {
    LoggedModel model = make("forest");
    assertThat(model.modelId()).matches("m-[0-9a-f]{32}");
    assertThat(model.info().status()).isEqualTo(LoggedModelStatus.LOGGED_MODEL_PENDING);
    assertThat(model.info().artifactUri())
        .isEqualTo("mlflow-artifacts:/0/models/" + model.modelId() + "/artifacts");
    tracking.finalizeLoggedModel(model.modelId(), LoggedModelStatus.LOGGED_MODEL_READY);
    LoggedModel read = tracking.getLoggedModel(model.modelId());
    assertThat(read.info().status()).isEqualTo(LoggedModelStatus.LOGGED_MODEL_READY);
    assertThat(read.params()).containsExactly(new Param("depth", "6"));
    assertThat(read.tags()).containsExactly(Map.entry("team", "a"));
    assertThat(read.info().modelType()).isEqualTo("classifier");
  }

  @Test
  void tags_and_params_are_added_and_params_do_not_change() {
    String id = make("forest").modelId();
    tracking.setLoggedModelTags(id, Map.of("team", "b", "x", "y"));
    tracking.deleteLoggedModelTag(id, "x");
    assertThat(tracking.getLoggedModel(id).tags()).containsExactly(Map.entry("team", "b"));
    assertRefused(
        () -> tracking.deleteLoggedModelTag(id, "x"),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No tag with key 'x' found for model with ID '" + id + "'.");
    tracking.logLoggedModelParams(id, List.of(new Param("depth", "6"), new Param("lr", "1")));
    assertThatThrownBy(() -> tracking.logLoggedModelParams(id, List.of(new Param("depth", "7"))))
        .hasMessageContaining("Changing param values is not allowed");
    assertThat(tracking.getLoggedModel(id).params())
        .containsExactly(new Param("depth", "6"), new Param("lr", "1"));
  }

  @Test
  void a_deleted_model_is_gone() {
    String id = make("forest").modelId();
    tracking.deleteLoggedModel(id);
    assertRefused(
        () -> tracking.getLoggedModel(id),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Logged model with ID '" + id + "' not found.");
    assertThat(find("").items()).isEmpty();
  }

  @Test
  void bad_names_are_refused() {
    for (String name : List.of("a/b", "a:b", "a.b", "a%b", "'", "\"")) {
      assertThatThrownBy(() -> make(name))
          .as(name)
          .hasMessageContaining("cannot contain the following");
    }
    assertThat(make(null).info().name()).isNotBlank();
  }

  private Page<LoggedModel> find(String filter, LoggedModelQuery.Order... order) {
    return tracking.searchLoggedModels(
        LoggedModelQuery.in(List.of(DEFAULT)).filter(filter).orderBy(List.of(order)).build());
  }

  @Test
  void models_are_found_and_ordered_by_what_was_measured_on_them() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    LoggedModel low = make("low");
    LoggedModel high = make("high");
    LoggedModel none = make("none");
    measure(run, low, 0.5, "train");
    measure(run, high, 0.9, "test");
    assertFound("metrics.auc > 0.6", "high");
    assertFound("name = 'low'", "low");
    assertFound("name IN ('low', 'none')", "low", "none");
    assertFound("params.depth = '6' AND tags.team = 'a' AND name != 'low'", "high", "none");
    assertFound("status = 'LOGGED_MODEL_PENDING' AND creation_time > 1", "low", "high", "none");
    assertFound("model_id = '" + none.modelId() + "'", "none");
    assertThat(find("", new LoggedModelQuery.Order("metrics.auc", false, null)).items())
        .extracting(model -> model.info().name())
        .containsExactly("high", "low", "none");
    LoggedModelQuery onTrain =
        LoggedModelQuery.in(List.of(DEFAULT))
            .filter("metrics.auc > 0")
            .datasets(List.of(new LoggedModelQuery.DatasetRef("train", null)))
            .build();
    assertThat(tracking.searchLoggedModels(onTrain).items())
        .extracting(model -> model.info().name())
        .containsExactly("low");
    RunMetric metric = tracking.getLoggedModel(high.modelId()).metrics().get(0);
    assertThat(metric.runId()).isEqualTo(run);
    assertThat(metric.metric().origin()).isEqualTo(new MetricOrigin(high.modelId(), "test", "d"));
    assertThat(tracking.getRun(run).metric("auc")).isPresent();
  }

  private void measure(String run, LoggedModel model, double auc, String dataset) {
    MetricOrigin origin = new MetricOrigin(model.modelId(), dataset, "d");
    LogBatch batch = LogBatch.ofMetrics(List.of(new Metric("auc", auc, 1, 0, origin)));
    tracking.logBatch(run, batch);
    tracking.logBatch(run, batch);
  }

  private void assertFound(String filter, String... names) {
    assertThat(find(filter).items())
        .as(filter)
        .extracting(model -> model.info().name())
        .containsExactlyInAnyOrder(names);
  }

  @Test
  void pages_of_one_search_are_not_those_of_another() {
    for (int i = 0; i < 5; i++) {
      make("m" + i);
    }
    LoggedModelQuery.Builder query = LoggedModelQuery.in(List.of(DEFAULT)).maxResults(2);
    String token = tracking.searchLoggedModels(query.build()).nextPageToken();
    assertThat(tracking.searchLoggedModels(query.pageToken(token).build()).items()).hasSize(2);
    assertRefused(
        () -> tracking.searchLoggedModels(query.filter("name = 'm1'").build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid page token, it belongs to a search with other parameters");
  }
}
