package io.mudbrick.examples.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Lineage;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureFunction;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.expr.SqlType;
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
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model trained by hand: it carries its lookups and functions, and lineage knows its data. */
@MudbrickTest
class PackedModelTest {
  private static final String MODEL = "crm.ml.spender";
  private static final String PROFILE = "crm.ml.profile";
  private static final Schema FEATURES =
      Schema.builder().required("id", ColumnType.LONG).column("spent", ColumnType.DOUBLE).build();
  private static final Frame ROWS =
      Frame.split(List.of("spent", "half"), List.of(List.of(29.0, 14.5), List.of(8.0, 4.0)));

  @TempDir private Path dir;

  @Test
  void keys_suffice_and_a_table_leads_to_the_model_version(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("crm");
    catalog.schemas().create("crm.ml");
    FeatureStore store = platform.module(FeatureStore.class);
    store.createTable(FeatureTableSpec.builder(PROFILE, FEATURES).primaryKeys("id").build());
    store.writeTable(
        PROFILE,
        ColumnBatch.of(FEATURES, ColumnVector.ofLongs(1, 2), ColumnVector.ofDoubles(10, 40)),
        WriteMode.MERGE);
    catalog
        .functions()
        .create(
            FunctionSpec.sql("crm.ml.half")
                .parameter("x", SqlType.DOUBLE)
                .returns(SqlType.DOUBLE)
                .body("x / 2")
                .build());
    ColumnBatch keys =
        ColumnBatch.of(
            Schema.builder().column("customer", ColumnType.LONG).build(),
            ColumnVector.ofLongs(1, 2));
    TrainingSet set =
        store.createTrainingSet(
            TrainingSetSpec.builder(keys)
                .lookup(FeatureLookup.of(PROFILE, "customer"))
                .function(
                    FeatureFunction.builder("crm.ml.half")
                        .bind("x", "spent")
                        .output("half")
                        .build())
                .exclude("customer")
                .build());

    ModelVersion version = register(platform, store, set);

    ColumnBatch scored =
        store.scoreBatch(
            platform.module(Registry.class).load(version.uri()), keys, ColumnType.DOUBLE);
    assertThat(scored.schema().names()).containsExactly("customer", "spent", "half", "prediction");
    // 2 * spent + 4 * half
    assertThat(scored.column("prediction").doubles()).containsExactly(40, 160);
    Lineage lineage = catalog.lineage();
    EntityRef registered =
        new EntityRef(EntityRef.Type.MODEL_VERSION, lineage.table(PROFILE).scope(), MODEL + "/1");
    assertThat(lineage.downstream(lineage.table(PROFILE)).entities())
        .containsSubsequence(set.ref(), registered);
    assertThat(lineage.upstream(registered).entities())
        .contains(set.ref(), lineage.table(PROFILE))
        .anyMatch(entity -> entity.type() == EntityRef.Type.RUN)
        .anyMatch(entity -> entity.id().equals("crm.ml.half"));
  }

  private ModelVersion register(Mudbrick platform, FeatureStore store, TrainingSet set) {
    Tracking tracking = platform.module(Tracking.class);
    Registry registry = platform.module(Registry.class);
    registry.createModel(MODEL, null, Map.of());
    try (ActiveRun run = tracking.startRun("0", "by hand")) {
      PreparationBuilder preparation = Preparation.fit(ROWS);
      ROWS.names().forEach(name -> preparation.numeric(name, Numbers.FOR_TREES));
      ModelPackage.Builder model =
          ModelPackage.builder()
              .target(Target.regression("price"))
              .preparation(preparation.build())
              .estimator(
                  new LinearModel(
                      LinearModel.Link.IDENTITY,
                      ROWS.names(),
                      new double[][] {{2, 4}},
                      new double[] {0},
                      new double[] {0, 0}))
              .signature(new ModelSignature(io.mudbrick.platform.model.Schema.of(ROWS), null))
              .modelUuid("u")
              .created(Instant.EPOCH);
      store.pack(set, run.runId(), model);
      model.build().write(dir);
      tracking.logArtifacts(run.runId(), "model", dir);
      return registry.createVersion(
          NewModelVersion.of(MODEL, "runs:/" + run.runId() + "/model").build());
    }
  }
}
