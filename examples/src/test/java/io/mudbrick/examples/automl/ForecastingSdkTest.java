package io.mudbrick.examples.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.ml.CreateForecastingExperimentRequest;
import com.databricks.sdk.service.ml.ForecastingExperiment;
import com.databricks.sdk.service.ml.ForecastingExperimentState;
import io.mudbrick.automl.ForecastExperiment;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.ForecastRequest;
import io.mudbrick.automl.Forecasting;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Forecasting experiments through the Databricks SDK. */
@MudbrickTest
class ForecastingSdkTest {
  private static final Schema SCHEMA =
      Schema.of(Column.of("day", ColumnType.DATE), Column.of("sold", ColumnType.DOUBLE));

  @BeforeEach
  void furnish(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("shop");
    catalog.schemas().create("shop.sales");
    catalog.tables().create(TableSpec.builder("shop.sales.sold", SCHEMA).build());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 28; i++) {
      rows.add(Row.of(SCHEMA, LocalDate.of(2024, 1, 1).plusDays(i), 10.0 + i % 7));
    }
    catalog.tables().open("shop.sales.sold").append(ColumnBatch.ofRows(SCHEMA, rows));
  }

  private static WorkspaceClient client(Mudbrick platform) {
    return new WorkspaceClient(
        new DatabricksConfig().setHost(platform.uri().toString()).setToken(platform.token()));
  }

  private static CreateForecastingExperimentRequest request() {
    return new CreateForecastingExperimentRequest()
        .setTrainDataPath("shop.sales.sold")
        .setTargetColumn("sold")
        .setTimeColumn("day")
        .setForecastGranularity("Daily")
        .setForecastHorizon(7L)
        .setTrainingFrameworks(List.of("naive"));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/automl/create-forecasting-experiment",
        "GET /api/2.0/automl/get-forecasting-experiment/{experiment_id}"
      })
  @KnownDifference(
      route = "POST /api/2.0/automl/create-forecasting-experiment",
      reason =
          "Models are judged at past cut-offs: a split_column is refused. Prophet and DeepAR stand"
              + " for the models nearest to them: a trend with bends and Fourier seasons, and one"
              + " boosted model of all series.")
  void an_experiment_is_waited_for_and_leaves_a_table_and_a_model(Mudbrick platform)
      throws TimeoutException {
    ForecastingExperiment done =
        client(platform)
            .forecasting()
            .createExperiment(
                request()
                    .setPredictionDataPath("shop.sales.forecast")
                    .setRegisterTo("shop.sales.model")
                    .setPrimaryMetric("SMAPE")
                    .setMaxRuntime(5L))
            .get(Duration.ofMinutes(2));
    assertThat(done.getState()).isEqualTo(ForecastingExperimentState.SUCCEEDED);
    assertThat(done.getExperimentPageUrl()).contains(done.getExperimentId());
    assertThat(
            platform
                .module(Catalog.class)
                .tables()
                .open("shop.sales.forecast")
                .read()
                .toColumns()
                .column("sold")
                .toDoubles())
        .containsExactly(10, 11, 12, 13, 14, 15, 16);
    assertThat(platform.module(Registry.class).version("shop.sales.model", 1).version())
        .isEqualTo(1);
  }

  @Test
  void what_is_wrong_is_said_before_there_is_an_experiment(Mudbrick platform) {
    WorkspaceClient sdk = client(platform);
    assertThatThrownBy(
            () -> sdk.forecasting().createExperiment(request().setForecastGranularity("Often")))
        .isInstanceOf(BadRequest.class);
    assertThatThrownBy(
            () -> sdk.forecasting().createExperiment(request().setTargetColumn("nothing")))
        .isInstanceOf(BadRequest.class);
    assertThatThrownBy(
            () -> sdk.forecasting().createExperiment(request().setTrainDataPath("shop.sales.x")))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> sdk.forecasting().getExperiment("123456"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void who_may_not_read_the_table_or_the_experiment_is_refused(Mudbrick platform) {
    platform.module(Identity.class).createUser("ann");
    WorkspaceClient ann = client(platform.as("ann"));
    assertThatThrownBy(() -> ann.forecasting().createExperiment(request()))
        .isInstanceOfAny(PermissionDenied.class, NotFound.class);
    String id =
        platform
            .module(Forecasting.class)
            .create(
                ForecastRequest.of(
                    "shop.sales.sold", "sold", ForecastOptions.on("day").maxTrials(1).build()));
    assertThatThrownBy(() -> ann.forecasting().getExperiment(id))
        .isInstanceOfAny(PermissionDenied.class, NotFound.class);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void what_fails_later_and_what_is_cancelled_is_a_state(Mudbrick platform) {
    Forecasting forecasting = platform.module(Forecasting.class);
    ForecastOptions.Builder weekly = ForecastOptions.on("day").frequency("S");
    String failing =
        forecasting.create(ForecastRequest.of("shop.sales.sold", "sold", weekly.build()));
    ForecastExperiment failed = over(forecasting, failing);
    assertThat(failed.state()).isEqualTo(ForecastExperiment.State.FAILED);
    assertThat(failed.message()).contains("apart; say the frequency");

    CountDownLatch cancelled = new CountDownLatch(1);
    String slow =
        forecasting.create(
            ForecastRequest.of(
                "shop.sales.sold",
                "sold",
                ForecastOptions.on("day")
                    .listener(
                        event -> {
                          try {
                            cancelled.await();
                          } catch (InterruptedException e) {
                            throw new PlatformException(ErrorCode.ABORTED, "interrupted", e);
                          }
                        })
                    .build()));
    forecasting.cancel(slow);
    cancelled.countDown();
    assertThat(over(forecasting, slow).state()).isEqualTo(ForecastExperiment.State.CANCELLED);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void experiments_of_one_number_in_two_workspaces_are_two(Mudbrick platform) {
    Mudbrick other = platform.newWorkspace("other");
    ForecastOptions options = ForecastOptions.on("day").maxTrials(1).build();
    ForecastRequest request = ForecastRequest.of("shop.sales.sold", "sold", options);
    CountDownLatch begun = new CountDownLatch(1);
    furnish(other);
    String first = platform.module(Forecasting.class).create(request);
    String second =
        other
            .module(Forecasting.class)
            .create(
                ForecastRequest.of(
                    "shop.sales.sold",
                    "sold",
                    ForecastOptions.on("day")
                        .maxTrials(1)
                        .listener(
                            event -> {
                              try {
                                begun.await();
                              } catch (InterruptedException e) {
                                throw new PlatformException(ErrorCode.ABORTED, "interrupted", e);
                              }
                            })
                        .build()));
    assertThat(second).isEqualTo(first);
    over(platform.module(Forecasting.class), first);

    assertThat(other.module(Forecasting.class).get(second).state().isOver()).isFalse();
    begun.countDown();
    assertThat(over(other.module(Forecasting.class), second).state())
        .isEqualTo(ForecastExperiment.State.SUCCEEDED);
  }

  private static ForecastExperiment over(Forecasting forecasting, String id) {
    ForecastExperiment experiment = forecasting.get(id);
    while (!experiment.state().isOver()) {
      Thread.onSpinWait();
      experiment = forecasting.get(id);
    }
    return experiment;
  }
}
