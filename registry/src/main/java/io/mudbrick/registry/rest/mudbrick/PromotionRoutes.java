package io.mudbrick.registry.rest.mudbrick;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.internal.promotion.ReportJson;
import io.mudbrick.registry.promotion.PromotionPlan;
import io.mudbrick.registry.promotion.PromotionReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/mudbrick/registry}: promote, read reports, roll back, copy. */
public final class PromotionRoutes {
  private PromotionRoutes() {}

  private record Promote(
      String name,
      @Nullable Long version,
      @Nullable String alias,
      List<GateSpec> gates,
      @Nullable Boolean dryRun) {}

  private record Find(
      String name,
      @Nullable Long version,
      @Nullable Integer maxResults,
      @Nullable String pageToken) {}

  private record Key(String name, String alias) {}

  private record History(
      String name, String alias, @Nullable Integer maxResults, @Nullable String pageToken) {}

  private record Copy(String source, String name) {}

  private record Found(List<ReportJson> promotions, @Nullable String nextPageToken) {}

  private record Move(
      String alias, @Nullable Long fromVersion, @Nullable Long toVersion, String by, Instant at) {
    static Move of(AliasMove move) {
      return new Move(move.alias(), move.from(), move.to(), move.by(), move.at());
    }
  }

  private record Moves(List<Move> moves, @Nullable String nextPageToken) {}

  private record Copied(String name, long version, @Nullable String source) {}

  public static void mount(Routes root) {
    root.dialect(ErrorDialect.DATABRICKS)
        .under("/api/2.0/mudbrick/registry")
        .post("/promotions", Policy.AUTHENTICATED, PromotionRoutes::promote)
        .get("/promotions", Policy.AUTHENTICATED, PromotionRoutes::reports)
        .post("/rollback", Policy.AUTHENTICATED, PromotionRoutes::rollBack)
        .get("/alias-moves", Policy.AUTHENTICATED, PromotionRoutes::moves)
        .post("/copy", Policy.AUTHENTICATED, PromotionRoutes::copy);
  }

  private static HttpReply promote(HttpCall call) {
    Promote request = call.request(Promote.class);
    String alias = request.alias();
    PromotionPlan plan =
        new PromotionPlan(
            request.name(),
            request.version(),
            alias == null ? "champion" : alias,
            request.gates().stream().map(GateSpec::parse).toList(),
            Boolean.TRUE.equals(request.dryRun()));
    return HttpReply.json(ReportJson.of(call.service(Registry.class).promotions().run(plan)));
  }

  private static HttpReply reports(HttpCall call) {
    Find find = call.request(Find.class);
    Page<PromotionReport> page =
        call.service(Registry.class)
            .promotions()
            .reports(find.name(), find.version(), size(find.maxResults()), find.pageToken());
    return HttpReply.json(
        new Found(page.items().stream().map(ReportJson::of).toList(), page.nextPageToken()));
  }

  private static int size(@Nullable Integer asked) {
    return asked == null ? 0 : asked;
  }

  private static HttpReply rollBack(HttpCall call) {
    Key key = call.request(Key.class);
    return HttpReply.json(
        Move.of(call.service(Registry.class).rollbackAlias(key.name(), key.alias())));
  }

  private static HttpReply moves(HttpCall call) {
    History history = call.request(History.class);
    Page<AliasMove> page =
        call.service(Registry.class)
            .aliasHistory(
                history.name(), history.alias(), size(history.maxResults()), history.pageToken());
    return HttpReply.json(
        new Moves(page.items().stream().map(Move::of).toList(), page.nextPageToken()));
  }

  private static HttpReply copy(HttpCall call) {
    Copy copy = call.request(Copy.class);
    ModelVersion made = call.service(Registry.class).copyVersion(copy.source(), copy.name());
    return HttpReply.json(new Copied(made.model(), made.version(), made.origin().source()));
  }
}
