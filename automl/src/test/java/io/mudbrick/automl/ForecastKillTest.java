package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.internal.Sales;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forecast whose process is gone from one moment to the next. */
class ForecastKillTest {
  private static final int KILLED = 137;

  @TempDir private Path directory;

  private static ForecastOptions.Builder options() {
    return ForecastOptions.on("month")
        .frequency("M")
        .horizon(3)
        .identityColumns("shop")
        .excludeFamilies(ForecastFamily.ARIMA, ForecastFamily.GLOBAL)
        .seed(2L)
        .experimentName("killed");
  }

  /** Forecasts until the fourth trial begins, and is no more then. */
  public static final class Victim {
    private Victim() {}

    public static void main(String[] args) {
      Mudbrick platform = Mudbrick.builder().data(Path.of(args[0])).start();
      platform
          .module(AutoMl.class)
          .forecast(
              Sales.of("north", "south"),
              "sold",
              options()
                  .listener(
                      event -> {
                        if (event instanceof AutoMlEvent.TrialStarted one && one.number() == 4) {
                          Runtime.getRuntime().halt(KILLED);
                        }
                      })
                  .build());
    }
  }

  @Test
  void a_killed_forecast_goes_on_in_another_process() throws Exception {
    Path data = directory.resolve("data");
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    assertThat(victim.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(victim.exitValue()).as(Files.readString(directory.resolve("log"))).isEqualTo(KILLED);

    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      AutoMl automl = platform.module(AutoMl.class);
      AutoMlSummary resumed = automl.resume("killed");
      AutoMlSummary whole =
          automl.forecast(
              Sales.of("north", "south"), "sold", options().experimentName("whole").build());

      assertThat(resumed.trials())
          .map(Trial::metrics)
          .containsExactlyElementsOf(whole.trials().stream().map(Trial::metrics).toList());
      assertThat(
              platform
                  .module(Tracking.class)
                  .search(resumed.experimentId())
                  .childrenOf(resumed.parentRunId())
                  .list())
          .hasSize(6)
          .extracting(run -> run.info().status())
          .containsOnly(RunStatus.FINISHED);
    }
  }
}
