package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.Tracking;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ForecastTest {
  private static final Frame SALES = sales("north", "south");

  /** Five years of months, with a trend and a season. */
  private static Frame sales(String... shops) {
    List<Object> months = new ArrayList<>();
    List<Object> names = new ArrayList<>();
    List<Object> sold = new ArrayList<>();
    for (String shop : shops) {
      for (int i = 0; i < 60; i++) {
        months.add(LocalDate.of(2019, 1, 1).plusMonths(i));
        names.add(shop);
        sold.add(100.0 + i + 20 * Math.sin(Math.PI * i / 6) + (i * 7919 % 13) + shop.length());
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("month", Column.of(months));
    columns.put("shop", Column.of(names));
    columns.put("sold", Column.of(sold));
    return Frame.of(columns);
  }

  private static ForecastOptions.Builder options() {
    return ForecastOptions.on("month")
        .frequency("M")
        .horizon(6)
        .identityColumns("shop")
        .excludeFamilies(ForecastFamily.ARIMA, ForecastFamily.GLOBAL);
  }

  private static void schema(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("shop");
    catalog.schemas().create("shop.sales");
  }

  @Test
  void a_table_is_forecast_into_a_table_and_the_model_answers_the_same(Mudbrick platform) {
    schema(platform);
    Catalog catalog = platform.module(Catalog.class);
    ColumnBatch rows = TableFrames.batch(SALES);
    catalog.tables().create(TableSpec.builder("shop.sales.sold", rows.schema()).build());
    catalog.tables().open("shop.sales.sold").append(rows);

    AutoMl automl = platform.module(AutoMl.class);
    AutoMlSummary found =
        automl.forecast(
            "shop.sales.sold", "sold", options().outputTable("shop.sales.forecast").build());

    assertThat(found.problem()).isEqualTo(Problem.FORECASTING);
    assertThat(found.outputTableName()).isEqualTo("shop.sales.forecast");
    assertThat(found.trials()).hasSizeGreaterThan(1).noneMatch(Trial::failed);
    assertThat(found.best().metrics())
        .containsKeys(
            "val_smape", "val_mse", "val_rmse", "val_mae", "val_mape", "val_mdape", "val_coverage");
    assertThat(found.best().score()).isLessThan(0.1);

    ColumnBatch forecast = catalog.tables().open("shop.sales.forecast").read().toColumns();
    assertThat(forecast.schema().names())
        .containsExactly("month", "shop", "sold", "sold_lower", "sold_upper");
    assertThat(forecast.size()).isEqualTo(12);
    assertThat(forecast.column("month").get(0)).isEqualTo(LocalDate.of(2024, 1, 1));
    assertThat(forecast.column("month").get(5)).isEqualTo(LocalDate.of(2024, 6, 1));

    automl.register(found.best(), "shop.sales.model", "champion");
    LoadedModel model = platform.module(Registry.class).load("models:/shop.sales.model@champion");
    Column answers =
        model
            .predict(Frame.records(List.of(Map.of("month", "2024-06-01", "shop", "north"))))
            .values();
    assertThat(answers.value(0))
        .isEqualTo(
            Map.of(
                "prediction", forecast.column("sold").get(5),
                "lower", forecast.column("sold_lower").get(5),
                "upper", forecast.column("sold_upper").get(5)));
  }

  @Test
  void runs_and_experiment_tell_what_the_product_tells(Mudbrick platform) {
    AutoMlSummary found =
        platform.module(AutoMl.class).forecast(SALES, "sold", options().maxTrials(1).build());
    Tracking tracking = platform.module(Tracking.class);
    Experiment experiment = tracking.getExperiment(found.experimentId());
    assertThat(experiment.tags())
        .containsEntry("_databricks_automl", "True")
        .containsEntry("_databricks_automl.problem_type", "forecast")
        .containsEntry("_databricks_automl.target_col", "sold")
        .containsEntry("_databricks_automl.state", "SUCCESS")
        .containsEntry("mlflow.experiment.primaryMetric.name", "val_smape");
    Run run = tracking.getRun(found.best().runId());
    assertThat(run.tag("mlflow.parentRunId")).contains(found.parentRunId());
    assertThat(run.param("model_family")).contains("naive");
    assertThat(tracking.listArtifacts(run.runId(), ""))
        .extracting(file -> file.path())
        .contains("forecast.csv", "fitted_models.json", "forecasts");
  }

  @Test
  void who_may_not_write_the_table_hears_it_before_the_work(Mudbrick platform) {
    schema(platform);
    platform.module(Identity.class).createUser("ann");
    AutoMl automl = platform.as("ann").module(AutoMl.class);
    List<AutoMlEvent> heard = new ArrayList<>();
    assertThatThrownBy(
            () ->
                automl.forecast(
                    SALES,
                    "sold",
                    options().outputTable("shop.sales.forecast").listener(heard::add).build()))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    assertThat(heard).isEmpty();
  }

  @Test
  void a_model_knows_its_series_and_its_time(Mudbrick platform) {
    AutoMlSummary found =
        platform.module(AutoMl.class).forecast(SALES, "sold", options().maxTrials(1).build());
    assertThat(found.outputTableName()).isNull();
    schema(platform);
    platform.module(AutoMl.class).register(found.best(), "shop.sales.model");
    LoadedModel model = platform.module(Registry.class).load("models:/shop.sales.model/1");
    Frame far = Frame.records(List.of(Map.of("month", "2032-04-01", "shop", "north")));
    assertThat(model.predict(far).values().value(0)).isNotNull();
    for (Map<String, Object> row :
        List.<Map<String, Object>>of(
            Map.of("month", "2024-06-01", "shop", "east"),
            Map.of("month", "2018-06-01", "shop", "north"),
            Map.of("month", "2034-06-01", "shop", "north"))) {
      assertThatThrownBy(() -> model.predict(Frame.records(List.of(row))))
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }
  }
}
