package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.LineageGraph;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MudbrickTest
class TrainingSetAutoMlTest {
  private static final int ROWS = 400;
  private static final Instant OBSERVED = Instant.parse("2026-03-01T00:00:00Z");
  private static final Schema LABELS =
      Schema.builder()
          .column("customer_id", ColumnType.LONG)
          .column("observed_at", ColumnType.TIMESTAMP)
          .column("paperless", ColumnType.BOOLEAN)
          .column("churn", ColumnType.STRING)
          .build();

  private Frame frame;
  private FeatureStore features;

  @BeforeEach
  void open(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    frame = Synthetic.churn(ROWS, 4);
    features = platform.module(FeatureStore.class);
    features.createTable(
        FeatureTableSpec.builder("telco.churn.customers")
            .column("customer_id", ColumnType.LONG)
            .column("tenure", ColumnType.LONG)
            .column("charges", ColumnType.DOUBLE)
            .column("contract", ColumnType.STRING)
            .primaryKeys("customer_id")
            .build());
    Schema customers = features.getTable("telco.churn.customers").schema();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          Row.of(
              customers, (long) i, value("tenure", i), value("charges", i), value("contract", i)));
    }
    features.writeTable("telco.churn.customers", rows, WriteMode.MERGE);
  }

  private Object value(String column, int row) {
    return frame.column(column).value(row);
  }

  private ColumnBatch labels() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          Row.of(
              LABELS, (long) i, OBSERVED.plusSeconds(i), value("paperless", i), value("churn", i)));
    }
    return ColumnBatch.ofRows(LABELS, rows);
  }

  private TrainingSet trainingSet() {
    return features.createTrainingSet(
        TrainingSetSpec.builder(labels())
            .lookup(FeatureLookup.of("telco.churn.customers", "customer_id"))
            .label("churn")
            .build());
  }

  private static AutoMlOptions options() {
    return AutoMlOptions.builder()
        .maxTrials(3)
        .seed(1)
        .primaryMetric(EvaluationMetric.ROC_AUC)
        .build();
  }

  @Test
  void keys_are_no_features_and_the_lookups_go_with_the_model(Mudbrick platform) throws Exception {
    AutoMlSummary summary =
        platform.module(AutoMl.class).classify(trainingSet(), "churn", options());

    assertThat(summary.best().score()).isGreaterThan(0.8);
    assertThat(summary.alerts())
        .anySatisfy(
            alert -> {
              assertThat(alert.name()).isEqualTo("lookup_key_cols");
              assertThat(alert.columns()).containsExactly("customer_id");
            });
    String yaml =
        new String(
            platform
                .module(Tracking.class)
                .openArtifact(summary.best().runId(), "model/" + FeatureSpec.FILE)
                .content()
                .readAllBytes(),
            StandardCharsets.UTF_8);
    FeatureSpec spec = FeatureSpec.parse(yaml);
    assertThat(spec.columns())
        .filteredOn(FeatureSpec.SpecColumn::include)
        .extracting(FeatureSpec.SpecColumn::name)
        .doesNotContain("customer_id")
        .contains("tenure", "charges", "contract", "paperless");
    assertThat(spec.tableVersions()).containsKey("telco.churn.customers");
  }

  @Test
  void the_best_trial_is_registered_with_one_call_and_lineage_leads_back_to_the_table(
      Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    AutoMlSummary summary = automl.classify(trainingSet(), "churn", options());

    ModelVersion first = automl.register(summary.best(), "telco.churn.churn_model");
    ModelVersion second = automl.register(summary.trials().get(1), "telco.churn.churn_model");

    assertThat(first.version()).isEqualTo(1);
    assertThat(second.version()).isEqualTo(2);
    assertThat(first.status()).isEqualTo(ModelVersion.Status.READY);
    assertThat(first.origin().runId()).isEqualTo(summary.best().runId());
    assertThat(first.tags()).containsEntry("model_family", summary.best().family().wireName());
    assertThat(platform.module(Registry.class).files("telco.churn.churn_model", 1))
        .extracting(file -> file.path())
        .contains("MLmodel", FeatureSpec.FILE)
        .anyMatch(path -> path.startsWith("preparation"));
    Catalog catalog = platform.module(Catalog.class);
    LineageGraph upstream =
        catalog
            .lineage()
            .upstream(
                new EntityRef(
                    EntityRef.Type.MODEL_VERSION,
                    platform.workspace().metastoreId(),
                    "telco.churn.churn_model/1"));
    assertThat(upstream.toString())
        .contains("telco.churn.customers", summary.best().runId(), summary.parentRunId());
  }

  @Test
  void an_interrupted_experiment_goes_on_with_its_lookups(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    AutoMlSummary whole = automl.classify(trainingSet(), "churn", options());
    String experiment =
        Interruption.after(
            1,
            platform,
            "halves",
            stop ->
                automl.classify(
                    trainingSet(),
                    "churn",
                    AutoMlOptions.builder()
                        .maxTrials(3)
                        .seed(1)
                        .parallelism(1)
                        .primaryMetric(EvaluationMetric.ROC_AUC)
                        .experimentName("halves")
                        .listener(stop)
                        .build()));

    AutoMlSummary resumed = automl.resume(experiment);

    assertThat(resumed.trials())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("runId", "duration")
        .containsExactlyElementsOf(whole.trials());
    Tracking tracking = platform.module(Tracking.class);
    for (String file : List.of(FeatureSpec.FILE, "input_example.json")) {
      assertThat(artifact(tracking, resumed, file)).isEqualTo(artifact(tracking, whole, file));
    }
    assertThat(signature(artifact(tracking, resumed, "MLmodel")))
        .isEqualTo(signature(artifact(tracking, whole, "MLmodel")));
  }

  private static String artifact(Tracking tracking, AutoMlSummary summary, String file) {
    try (InputStream in =
        tracking.openArtifact(summary.best().runId(), "model/" + file).content()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String signature(String descriptor) {
    return descriptor.substring(
        descriptor.indexOf("signature:"), descriptor.indexOf("utc_time_created:"));
  }

  @Test
  void lookups_of_the_options_are_joined_to_rows_and_tables(Mudbrick platform) {
    AutoMlOptions options =
        AutoMlOptions.builder()
            .maxTrials(3)
            .seed(1)
            .primaryMetric(EvaluationMetric.ROC_AUC)
            .featureStoreLookups(FeatureLookup.of("telco.churn.customers", "customer_id"))
            .build();
    Frame rows = TableFrames.of(labels());

    AutoMlSummary summary = platform.module(AutoMl.class).classify(rows, "churn", options);

    AutoMlSummary same = platform.module(AutoMl.class).classify(trainingSet(), "churn", options());
    assertThat(summary.best().metrics()).isEqualTo(same.best().metrics());
    assertThat(artifact(platform.module(Tracking.class), summary, FeatureSpec.FILE))
        .contains("telco.churn.customers");
  }

  @Test
  void lookups_are_asked_for_over_rest(Mudbrick platform) throws Exception {
    Catalog catalog = platform.module(Catalog.class);
    catalog.tables().create(TableSpec.builder("telco.churn.raw", LABELS).build());
    catalog.tables().open("telco.churn.raw").append(labels());
    String query =
        "target=churn&table=telco.churn.raw&max_trials=1&lookup=telco.churn.customers=customer_id"
            + "&exclude_family=sklearn&exclude_family=neural_network";

    HttpResponse<String> reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(platform.uri() + "/api/2.0/mudbrick/automl/classify?" + query))
                    .header("Authorization", "Bearer " + platform.token())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(reply.body().lines().findFirst().orElseThrow())
        .contains("\"event\":\"started\"", "lookup_key_cols");
  }

  @Test
  void a_table_is_learned_from_in_the_version_it_has(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.tables().create(TableSpec.builder("telco.churn.raw", LABELS).build());
    catalog.tables().open("telco.churn.raw").append(labels());

    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .classify(
                "telco.churn.raw",
                "churn",
                AutoMlOptions.builder().maxTrials(1).timeColumn("observed_at").build());

    assertThat(summary.experimentName()).contains("churn_telco.churn.raw-");
    assertThat(
            platform
                .module(Tracking.class)
                .getRun(summary.parentRunId())
                .inputs()
                .datasets()
                .get(0)
                .dataset()
                .source())
        .contains("\"delta_table_version\":1");
  }

  @Test
  void a_missing_table_is_an_error_of_the_catalog(Mudbrick platform) {
    assertThatThrownBy(
            () -> platform.module(AutoMl.class).classify("telco.churn.nowhere", "churn", options()))
        .hasMessageContaining("telco.churn.nowhere");
  }
}
