package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import io.mudbrick.registry.internal.promotion.Judge;
import io.mudbrick.registry.internal.promotion.ReportJson;
import io.mudbrick.registry.promotion.Contest;
import io.mudbrick.registry.promotion.Gate;
import io.mudbrick.registry.promotion.GateResult;
import io.mudbrick.registry.promotion.PromotionPlan;
import io.mudbrick.registry.promotion.PromotionReport;
import io.mudbrick.registry.promotion.Promotions;
import io.mudbrick.registry.promotion.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Promotions, for one caller. Judging takes as long as it takes, outside of any transaction; the
 * one that moves the alias makes sure that nobody else moved anything meanwhile.
 */
final class PromotionService implements Promotions {
  /** The tag of a version by which people see how its last promotion went. */
  static final String TAG = "mudbrick.promotion";

  private static final int USUAL_REPORTS = 100;
  private static final int MOST_REPORTS = 1_000;
  private static final int FEWEST_TIMED_ROWS = 100;
  private static final int MOST_TIMED_ROWS = 100_000;

  private final Room room;
  private final Caller caller;
  private final ModelAccess access;
  private final Versions versions;
  private final Aliases aliases;

  PromotionService(
      Room room, Caller caller, ModelAccess access, Versions versions, Aliases aliases) {
    this.room = room;
    this.caller = caller;
    this.access = access;
    this.versions = versions;
    this.aliases = aliases;
  }

  @Override
  public PromotionReport run(PromotionPlan plan) {
    Rules.alias(plan.alias());
    plan.gates().forEach(PromotionService::check);
    if (plan.gates().isEmpty()) {
      throw RegistryErrors.noGates();
    }
    Contest contest = room.database().read(tx -> contest(tx, plan));
    List<GateResult> gates = new Judge(room.context(), caller, contest).judge(plan.gates());
    boolean passed = gates.stream().allMatch(GateResult::passed);
    PromotionReport report = report(plan, contest, gates, passed);
    if (!plan.dryRun()) {
      room.database().run(tx -> conclude(tx, plan, contest, report));
    }
    return report;
  }

  private static void check(Gate gate) {
    if (gate instanceof Gate.Latency latency
        && (latency.rows() < FEWEST_TIMED_ROWS || latency.rows() > MOST_TIMED_ROWS)) {
      throw RegistryErrors.badTimedRows(latency.rows(), FEWEST_TIMED_ROWS, MOST_TIMED_ROWS);
    }
  }

  private Contest contest(Tx tx, PromotionPlan plan) {
    Securable model = access.loadable(plan.model());
    if (!plan.dryRun()) {
      access.changeable(plan.model());
    }
    VersionRow challenger = challenger(tx, model, plan);
    if (challenger.status() != ModelVersion.Status.READY) {
      throw RegistryErrors.notReady(plan.model(), challenger.version(), challenger.status());
    }
    Optional<Long> holder = room.aliases().version(tx, model.id(), plan.alias());
    if (holder.isPresent() && holder.get() == challenger.version()) {
      throw RegistryErrors.hasAlias(plan.model(), challenger.version(), plan.alias());
    }
    return new Contest(
        versions.assemble(tx, model, challenger),
        holder
            .map(
                number ->
                    versions.assemble(tx, model, versions.row(tx, model, plan.model(), number)))
            .orElse(null));
  }

  private VersionRow challenger(Tx tx, Securable model, PromotionPlan plan) {
    Long number = plan.version();
    if (number == null) {
      number = room.aliases().version(tx, model.id(), PromotionPlan.CHALLENGER).orElse(null);
    }
    if (number != null) {
      return versions.row(tx, model, plan.model(), number);
    }
    return room.versions().ofModel(tx, model.id()).stream()
        .filter(row -> row.status() == ModelVersion.Status.READY)
        .findFirst()
        .orElseThrow(() -> RegistryErrors.noReadyVersion(plan.model()));
  }

  private PromotionReport report(
      PromotionPlan plan, Contest contest, List<GateResult> gates, boolean passed) {
    ModelVersion champion = contest.champion();
    Verdict verdict = plan.dryRun() ? Verdict.PASSED : Verdict.PROMOTED;
    return new PromotionReport(
        room.context().ids().uuid(),
        contest.challenger().model(),
        plan.alias(),
        contest.challenger().version(),
        champion == null ? null : champion.version(),
        passed ? verdict : Verdict.REFUSED,
        plan.dryRun(),
        gates,
        caller.principal().name(),
        room.now());
  }

  private void conclude(Tx tx, PromotionPlan plan, Contest contest, PromotionReport report) {
    Securable model = access.changeable(plan.model());
    requireSame(tx, model, plan, contest);
    if (report.verdict() == Verdict.PROMOTED) {
      aliases.move(tx, model, plan.alias(), report.challenger());
    }
    room.promotions().add(tx, model.id(), ReportJson.of(report));
    room.tags().set(tx, model.id(), report.challenger(), TAG, summary(report));
    room.versions().touch(tx, model.id(), report.challenger(), room.stamp(caller));
    EntityRef version = Room.entity(caller, model.fullName(), report.challenger());
    for (String table : tables(plan.gates())) {
      EntityRef judgedOn = room.context().service(Catalog.class, caller).lineage().table(table);
      room.context().events().publish(new LineageEdge(judgedOn, version, caller, room.now()));
    }
  }

  /** Who met is who still stands where they stood. */
  private void requireSame(Tx tx, Securable model, PromotionPlan plan, Contest contest) {
    ModelVersion champion = contest.champion();
    requireHolder(tx, model, plan.alias(), champion == null ? null : champion.version());
    ModelVersion challenger = contest.challenger();
    if (plan.version() == null && challenger.aliases().contains(PromotionPlan.CHALLENGER)) {
      requireHolder(tx, model, PromotionPlan.CHALLENGER, challenger.version());
    }
    VersionRow row = versions.row(tx, model, plan.model(), challenger.version());
    if (row.status() != ModelVersion.Status.READY) {
      throw RegistryErrors.notReady(plan.model(), row.version(), row.status());
    }
  }

  private void requireHolder(Tx tx, Securable model, String alias, @Nullable Long judged) {
    Long now = room.aliases().version(tx, model.id(), alias).orElse(null);
    if (!Objects.equals(now, judged)) {
      throw RegistryErrors.aliasMoved(model.fullName(), alias);
    }
  }

  private static List<String> tables(List<Gate> gates) {
    return gates.stream()
        .filter(Gate.TableMetric.class::isInstance)
        .map(gate -> ((Gate.TableMetric) gate).table())
        .distinct()
        .toList();
  }

  private static String summary(PromotionReport report) {
    String champion = report.champion() == null ? "" : " over version " + report.champion();
    String how =
        report.verdict() == Verdict.PROMOTED
            ? "promoted to " + report.alias() + champion + ": passed "
            : "refused as " + report.alias() + ": failed ";
    List<GateResult> named =
        report.verdict() == Verdict.PROMOTED ? report.gates() : report.failures();
    return named.stream()
        .map(GateResult::name)
        .collect(Collectors.joining(", ", how, "; report " + report.id()));
  }

  @Override
  public AliasMove rollback(String model, String alias) {
    return aliases.rollback(model, alias);
  }

  @Override
  public Page<PromotionReport> reports(
      String model, @Nullable Long version, int maxResults, @Nullable String pageToken) {
    return room.database()
        .read(
            tx -> {
              String modelId = access.visible(model).id();
              return Paging.page(
                  new Search(null, List.of(), maxResults, pageToken),
                  USUAL_REPORTS,
                  MOST_REPORTS,
                  (most, from) ->
                      room.promotions().list(tx, modelId, version, most, from).stream()
                          .map(ReportJson::report)
                          .toList());
            });
  }
}
