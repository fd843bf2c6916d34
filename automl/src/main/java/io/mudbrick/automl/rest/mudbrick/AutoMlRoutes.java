package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.RowFiles;
import io.mudbrick.automl.Trial;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.registry.ModelVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/2.0/mudbrick/automl/classify} and {@code regress}: the options stand in the
 * query; the rows are the body, CSV or Parquet, or those of the table that the query names. A line
 * of JSON tells each step, the last one the result. Who stops reading stops the work.
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
        .post("/regress", Policy.AUTHENTICATED, call -> routes.run(call, Problem.REGRESSION));
  }

  private HttpReply run(HttpCall call, Problem problem) {
    TrainingQuery query = call.parameters(TrainingQuery.class);
    AutoMl automl = call.service(AutoMl.class);
    if (query.table() != null) {
      return told(automl, problem, query, options -> train(automl, problem, query, options));
    }
    Frame rows = uploads.read(call.stream(), RowFiles::read);
    return told(
        automl,
        problem,
        query,
        options ->
            problem == Problem.CLASSIFICATION
                ? automl.classify(rows, query.target(), options)
                : automl.regress(rows, query.target(), options));
  }

  /** Work that is told of while it goes on. */
  @FunctionalInterface
  private interface Training {
    AutoMlSummary with(AutoMlOptions options);
  }

  private static AutoMlSummary train(
      AutoMl automl, Problem problem, TrainingQuery query, AutoMlOptions options) {
    String table = String.valueOf(query.table());
    return problem == Problem.CLASSIFICATION
        ? automl.classify(table, query.target(), options)
        : automl.regress(table, query.target(), options);
  }

  private HttpReply told(AutoMl automl, Problem problem, TrainingQuery query, Training training) {
    AutoMlOptions.Builder options = query.options(clock.instant());
    EvaluationMetric metric = query.primaryMetric(problem);
    return LineReply.of(
        "automl " + query.target(),
        out -> {
          String model = query.registerTo();
          if (model != null) {
            automl.reserve(model);
          }
          AutoMlSummary summary =
              training.with(options.listener(event -> out.accept(Lines.of(event, metric))).build());
          out.accept(Lines.result(summary, registered(automl, model, query, summary.best())));
        });
  }

  private static @Nullable ModelVersion registered(
      AutoMl automl, @Nullable String model, TrainingQuery query, Trial best) {
    if (model == null) {
      return null;
    }
    return automl.register(best, model, query.pointer());
  }

  /** Takes lines. */
  interface Out extends Consumer<Map<String, Object>> {}
}
