package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlListener;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.RowFiles;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/2.0/mudbrick/automl/classify}, {@code regress}, {@code forecast} and {@code
 * resume}: the options stand in the query; the rows are the body, CSV or Parquet, those of the
 * table that the query names, or those of the experiment. A line of JSON tells each step, the last
 * one the result. Who stops reading stops the work.
 */
public final class AutoMlRoutes {
  private final Clock clock;
  private final Uploads uploads;

  private AutoMlRoutes(Clock clock, Path directory) {
    this.clock = clock;
    this.uploads = new Uploads(directory);
  }

  /**
   * Mounts the routes.
   *
   * @param directory where bodies are kept while they are read
   */
  public static void mount(Routes root, Clock clock, Path directory) {
    AutoMlRoutes routes = new AutoMlRoutes(clock, directory);
    root.dialect(ErrorDialect.DATABRICKS)
        .under("/api/2.0/mudbrick/automl")
        .post("/classify", Policy.AUTHENTICATED, call -> routes.run(call, Problem.CLASSIFICATION))
        .post("/regress", Policy.AUTHENTICATED, call -> routes.run(call, Problem.REGRESSION))
        .post("/forecast", Policy.AUTHENTICATED, routes::forecast)
        .post("/resume", Policy.AUTHENTICATED, AutoMlRoutes::resume);
  }

  private HttpReply run(HttpCall call, Problem problem) {
    TrainingQuery query = Queries.of(call, TrainingQuery.class);
    AutoMl automl = call.service(AutoMl.class);
    AutoMlOptions.Builder options = query.options(problem, clock.instant());
    boolean classifies = problem == Problem.CLASSIFICATION;
    String table = query.table();
    String target = query.target();
    Frame rows = table == null ? uploads.read(call.stream(), RowFiles::read) : null;
    return told(
        call,
        query.registerTo(),
        query.alias(),
        listener -> {
          AutoMlOptions all = options.listener(listener).build();
          if (rows != null) {
            return classifies
                ? automl.classify(rows, target, all)
                : automl.regress(rows, target, all);
          }
          String name = String.valueOf(table);
          return classifies
              ? automl.classify(name, target, all)
              : automl.regress(name, target, all);
        });
  }

  private HttpReply forecast(HttpCall call) {
    ForecastQuery query = Queries.of(call, ForecastQuery.class);
    AutoMl automl = call.service(AutoMl.class);
    ForecastOptions.Builder options = query.options(clock.instant());
    String table = query.table();
    Frame rows = table == null ? uploads.read(call.stream(), RowFiles::read) : null;
    return told(
        call,
        query.registerTo(),
        query.alias(),
        listener -> {
          ForecastOptions all = options.listener(listener).build();
          return rows == null
              ? automl.forecast(String.valueOf(table), query.target(), all)
              : automl.forecast(rows, query.target(), all);
        });
  }

  private static HttpReply resume(HttpCall call) {
    ResumeQuery query = Queries.of(call, ResumeQuery.class);
    AutoMl automl = call.service(AutoMl.class);
    return told(
        call,
        query.registerTo(),
        query.alias(),
        listener -> automl.resume(query.experiment(), query.options().withListener(listener)));
  }

  /** Work that is told of while it goes on. */
  @FunctionalInterface
  private interface Work {
    AutoMlSummary with(AutoMlListener listener);
  }

  private static HttpReply told(
      HttpCall call, @Nullable String model, @Nullable String alias, Work work) {
    AutoMl automl = call.service(AutoMl.class);
    if (model != null) {
      call.service(Registry.class).requireRegistrable(model);
    }
    return LineReply.of(
        "mudbrick-automl",
        out -> {
          AutoMlSummary summary = work.with(event -> out.accept(Lines.of(event)));
          ModelVersion version =
              model == null ? null : automl.register(summary.best(), model, Queries.alias(alias));
          out.accept(Lines.result(summary, version));
        });
  }

  /** Takes lines. */
  interface Out extends Consumer<Map<String, Object>> {}
}
