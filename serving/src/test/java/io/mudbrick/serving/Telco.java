package io.mudbrick.serving;

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
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.PreparationBuilder;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import io.mudbrick.platform.model.Target;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small telco: customers with features, and models of their risk to leave. */
public final class Telco {
  public static final String MODEL = "telco.churn.model";
  static final String FEATURES = "telco.churn.features";
  public static final String CUSTOMERS = "telco.churn.customers";
  public static final int COUNT = 200;

  /** What the model takes. */
  static final Frame ROWS =
      Frame.split(List.of("charges", "tenure"), List.of(List.of(29.85, 1.0), List.of(56.95, 34.0)));

  private final Mudbrick platform;

  private Telco(Mudbrick platform) {
    this.platform = platform;
  }

  /** Catalog and schema, and an empty registered model. */
  public static Telco in(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    platform.module(Registry.class).createModel(MODEL, null, Map.of());
    return new Telco(platform);
  }

  /** Feature table, online table, and a table of customers that holds keys only. */
  public FeatureSpec withFeatures() {
    FeatureStore store = platform.module(FeatureStore.class);
    Schema schema =
        Schema.builder()
            .required("customer_id", ColumnType.LONG)
            .column("charges", ColumnType.DOUBLE)
            .column("tenure", ColumnType.DOUBLE)
            .build();
    store.createTable(
        FeatureTableSpec.builder(FEATURES, schema).primaryKeys("customer_id").build());
    long[] ids = new long[COUNT];
    double[] charges = new double[COUNT];
    double[] tenure = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      ids[i] = i;
      charges[i] = 20 + i / 3.0;
      tenure[i] = i % 72 + 0.1;
    }
    store.writeTable(
        FEATURES,
        ColumnBatch.of(
            schema,
            ColumnVector.ofLongs(ids),
            ColumnVector.ofDoubles(charges),
            ColumnVector.ofDoubles(tenure)),
        WriteMode.MERGE);
    store.publish(FEATURES, PublishSpec.snapshot(FEATURES + "_online"));
    ColumnBatch keys =
        ColumnBatch.of(
            Schema.builder().required("customer_id", ColumnType.LONG).build(),
            ColumnVector.ofLongs(ids));
    var tables = platform.module(Catalog.class).tables();
    tables.create(TableSpec.builder(CUSTOMERS, keys.schema()).build());
    tables.open(CUSTOMERS).append(keys);
    return store
        .createTrainingSet(
            TrainingSetSpec.builder(keys)
                .lookup(FeatureLookup.of(FEATURES, "customer_id"))
                .exclude("customer_id")
                .build())
        .spec();
  }

  /** Registers a model; one output, {@code logistic(slope * charges - tenure)}. */
  public ModelVersion register(double slope, @Nullable FeatureSpec spec) {
    Tracking tracking = platform.module(Tracking.class);
    try (var run = tracking.startRun("0", "small")) {
      Path dir = Files.createTempDirectory("small-model");
      write(dir, slope, spec);
      tracking.logArtifacts(run.runId(), "model", dir);
      return platform
          .module(Registry.class)
          .createVersion(NewModelVersion.of(MODEL, "runs:/" + run.runId() + "/model").build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path dir, double slope, @Nullable FeatureSpec spec) {
    PreparationBuilder preparation = Preparation.fit(ROWS);
    ROWS.names().forEach(name -> preparation.numeric(name, Numbers.FOR_TREES));
    ModelPackage.Builder model =
        ModelPackage.builder()
            .target(Target.binary("churn", "No", "Yes", 0.5))
            .preparation(preparation.build())
            .estimator(
                new LinearModel(
                    LinearModel.Link.LOGISTIC,
                    List.of("charges", "tenure"),
                    new double[][] {{slope, -1}},
                    new double[] {0},
                    new double[] {0, 0}))
            .signature(new ModelSignature(io.mudbrick.platform.model.Schema.of(ROWS), null))
            .modelUuid("u")
            .created(Instant.EPOCH);
    if (spec != null) {
      model.featureSpec(FeatureSpec.FILE, spec.toYaml().getBytes(StandardCharsets.UTF_8));
    }
    model.build().write(dir);
  }
}
