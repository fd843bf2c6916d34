package io.mudbrick.serving.rest.mudbrick;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.serving.ScoredTable;
import io.mudbrick.serving.Scoring;
import io.mudbrick.serving.ScoringJob;
import io.mudbrick.serving.ScoringRun;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/2.0/mudbrick/scoring}: tables into tables in the background, CSV into CSV or into a
 * table, tables into CSV.
 */
public final class ScoringRoutes {
  private ScoringRoutes() {}

  private record NewRun(
      String modelUri,
      String source,
      String target,
      @Nullable Boolean probabilities,
      @Nullable Boolean resumable) {}

  private record Table(String modelUri, String source, @Nullable Boolean probabilities) {}

  private record Rows(String modelUri, String csv, @Nullable Boolean probabilities) {}

  private record Part(String modelUri, String csv, String target, String job, long part) {}

  private record One(ScoringRun run) {}

  private record Written(ScoredTable table) {}

  public static void mount(Routes root) {
    root.dialect(ErrorDialect.DATABRICKS)
        .under("/api/2.0/mudbrick/scoring")
        .post("/runs", Policy.AUTHENTICATED, ScoringRoutes::start)
        .get("/runs/{id}", Policy.AUTHENTICATED, ScoringRoutes::run)
        .post("/rows", Policy.AUTHENTICATED, ScoringRoutes::rows)
        .post("/parts", Policy.AUTHENTICATED, ScoringRoutes::part)
        .post("/table", Policy.AUTHENTICATED, ScoringRoutes::table);
  }

  private static HttpReply start(HttpCall call) {
    NewRun request = call.request(NewRun.class);
    ScoringJob job =
        new ScoringJob(
            request.modelUri(),
            request.source(),
            request.target(),
            Boolean.TRUE.equals(request.probabilities()),
            Boolean.TRUE.equals(request.resumable()));
    return HttpReply.json(new One(call.service(Scoring.class).start(job)));
  }

  private static HttpReply run(HttpCall call) {
    return HttpReply.json(new One(call.service(Scoring.class).run(call.variable("id"))));
  }

  private static HttpReply rows(HttpCall call) {
    Rows request = call.request(Rows.class);
    Frame scored =
        call.service(Scoring.class)
            .scoreCsv(
                request.modelUri(), request.csv(), Boolean.TRUE.equals(request.probabilities()));
    return CsvReply.of(Stream.of(scored));
  }

  private static HttpReply part(HttpCall call) {
    Part request = call.request(Part.class);
    return HttpReply.json(
        new Written(
            call.service(Scoring.class)
                .scoreInto(
                    request.modelUri(),
                    request.csv(),
                    request.target(),
                    request.job(),
                    request.part())));
  }

  private static HttpReply table(HttpCall call) {
    Table request = call.request(Table.class);
    return CsvReply.of(
        call.service(Scoring.class)
            .scoreTable(
                request.modelUri(),
                request.source(),
                Boolean.TRUE.equals(request.probabilities())));
  }
}
