package io.mudbrick.examples.promotion;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.examples.churn.TelcoData;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.promotion.Gate;
import io.mudbrick.registry.promotion.ModelMetric;
import io.mudbrick.registry.promotion.PromotionReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A training pipeline that knows its catalog by a parameter and nothing else of where it runs: the
 * same code reads {@code dev.churn.customers} or {@code prod.churn.customers} and registers there.
 */
final class ChurnPipeline {
  private static final List<String> COLUMNS =
      List.of("tenure", "contract", "internet_service", "monthly_charges", "churn");

  private final Mudbrick platform;
  private final String schema;

  ChurnPipeline(Mudbrick platform, String catalog) {
    this.platform = platform;
    this.schema = catalog + ".churn";
  }

  String model() {
    return schema + ".model";
  }

  /** What a data team does: every n-th customer, one in five of them kept from training. */
  void deliver(int every) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create(schema.substring(0, schema.indexOf('.')));
    catalog.schemas().create(schema);
    ColumnBatch all = TelcoData.customers().select(COLUMNS);
    int[] some = IntStream.range(0, all.size()).filter(i -> i % every == 0).toArray();
    ColumnBatch rows = all.take(some);
    write(".customers", rows.take(part(rows.size(), false)));
    write(".holdout", rows.take(part(rows.size(), true)));
  }

  private static int[] part(int rows, boolean held) {
    return IntStream.range(0, rows).filter(i -> (i % 5 == 0) == held).toArray();
  }

  /** More customers become known. */
  void deliverMore(int every) {
    ColumnBatch all = TelcoData.customers().select(COLUMNS);
    int[] some = IntStream.range(0, all.size()).filter(i -> i % every == 1).toArray();
    platform.module(Catalog.class).tables().open(schema + ".customers").append(all.take(some));
  }

  private void write(String name, ColumnBatch rows) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.tables().create(TableSpec.builder(schema + name, rows.schema()).build());
    catalog.tables().open(schema + name).append(rows);
  }

  /** Trains on this catalog's customers and registers the model here. */
  ModelVersion train() {
    AutoMl autoMl = platform.module(AutoMl.class);
    AutoMlOptions options =
        AutoMlOptions.builder()
            .primaryMetric(EvaluationMetric.ROC_AUC)
            .positiveLabel("Yes")
            .excludeFamilies(ModelFamily.LINEAR, ModelFamily.RANDOM_FOREST)
            .maxTrials(1)
            .seed(42)
            .build();
    AutoMlSummary found = autoMl.classify(schema + ".customers", "churn", options);
    return autoMl.register(found.best(), model());
  }

  /** What a version must show here to become champion. */
  List<Gate> gates() {
    String holdout = schema + ".holdout";
    return List.of(
        Gate.metric(ModelMetric.ROC_AUC, holdout, "churn").limit(0.7).betterBy(0.005),
        Gate.signature(),
        Gate.latency(Duration.ofMillis(50), holdout));
  }

  PromotionReport promote(long version) {
    return platform
        .module(Registry.class)
        .promote(model())
        .version(version)
        .to("champion")
        .when(gates())
        .run();
  }
}
