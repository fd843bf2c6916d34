package io.mudbrick.examples.access;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.PreparationBuilder;
import io.mudbrick.platform.model.Target;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.Serving;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One of everything, hanging together: customers, features made from them and published, a training
 * set, a run that trained on it, a model version, an endpoint. All of it is the admin's.
 */
final class World {
  static final String CUSTOMERS = "telco.churn.customers";
  static final String FEATURES = "telco.churn.features";
  static final String ONLINE = "telco.churn.features_online";
  static final String MODEL = "telco.churn.model";
  static final String EXPERIMENT = "churn of customers";

  private static final Frame ROWS =
      Frame.split(List.of("charges"), List.of(List.of(29.85), List.of(56.95)));
  private static final Schema KEYS =
      Schema.builder().required("customer_id", ColumnType.LONG).build();

  final Mudbrick admin;
  final String experiment;
  final String run;
  final TrainingSet training;

  private World(Mudbrick admin, String experiment, String run, TrainingSet training) {
    this.admin = admin;
    this.experiment = experiment;
    this.run = run;
    this.training = training;
  }

  /** Everything but an endpoint. */
  static World in(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    catalog.tables().create(TableSpec.builder(CUSTOMERS, KEYS).build());
    ColumnBatch keys = ColumnBatch.of(KEYS, ColumnVector.ofLongs(new long[] {1, 2, 3}));
    catalog.tables().open(CUSTOMERS).append(keys);
    FeatureStore store = admin.module(FeatureStore.class);
    Schema schema =
        Schema.builder()
            .required("customer_id", ColumnType.LONG)
            .column("charges", ColumnType.DOUBLE)
            .build();
    store.createTable(
        FeatureTableSpec.builder(FEATURES, schema).primaryKeys("customer_id").build());
    store.writeTable(
        FEATURES,
        ColumnBatch.of(
            schema,
            ColumnVector.ofLongs(new long[] {1, 2, 3}),
            ColumnVector.ofDoubles(new double[] {10, 20, 30})),
        WriteMode.MERGE,
        List.of(CUSTOMERS));
    store.publish(FEATURES, PublishSpec.snapshot(ONLINE));
    TrainingSet training =
        store.createTrainingSet(training(catalog.tables().open(CUSTOMERS).read().toColumns()));
    Tracking tracking = admin.module(Tracking.class);
    String experiment = tracking.createExperiment(EXPERIMENT).experimentId();
    admin.module(Registry.class).createModel(MODEL, null, Map.of());
    String run = train(admin, experiment, training);
    return new World(admin, experiment, run, training);
  }

  static TrainingSetSpec training(ColumnBatch keys) {
    return TrainingSetSpec.builder(keys)
        .lookup(FeatureLookup.of(FEATURES, "customer_id"))
        .exclude("customer_id")
        .build();
  }

  /** Logs a model with its features to a new run, and registers it. */
  static String train(Mudbrick platform, String experiment, TrainingSet training) {
    try (var run = platform.module(Tracking.class).startRun(experiment, "training")) {
      Path dir = Files.createTempDirectory("small-model");
      write(dir, training.spec());
      platform.module(Tracking.class).logArtifacts(run.runId(), "model", dir);
      platform
          .module(Registry.class)
          .createVersion(NewModelVersion.of(MODEL, "runs:/" + run.runId() + "/model").build());
      return run.runId();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves a version of the model. */
  void serve(String endpoint, String version) {
    Serving serving = admin.module(Serving.class);
    serving.create(EndpointSpec.of(endpoint, EndpointConfig.of(MODEL, version)));
    serving.await(endpoint, Duration.ofSeconds(60));
  }

  private static void write(Path dir, FeatureSpec spec) {
    PreparationBuilder preparation = Preparation.fit(ROWS);
    preparation.numeric("charges", PreparationBuilder.Numbers.FOR_TREES);
    ModelPackage.builder()
        .target(Target.binary("churn", "No", "Yes", 0.5))
        .preparation(preparation.build())
        .estimator(
            new LinearModel(
                LinearModel.Link.LOGISTIC,
                List.of("charges"),
                new double[][] {{0.1}},
                new double[] {0},
                new double[] {0}))
        .signature(new ModelSignature(io.mudbrick.platform.model.Schema.of(ROWS), null))
        .modelUuid("u")
        .created(Instant.EPOCH)
        .featureSpec(FeatureSpec.FILE, spec.toYaml().getBytes(StandardCharsets.UTF_8))
        .build()
        .write(dir);
  }
}
