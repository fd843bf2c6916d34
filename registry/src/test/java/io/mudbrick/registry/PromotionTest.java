package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.promotion.Gate;
import io.mudbrick.registry.promotion.GateResult;
import io.mudbrick.registry.promotion.ModelMetric;
import io.mudbrick.registry.promotion.PromotionReport;
import io.mudbrick.registry.promotion.PromotionReports;
import io.mudbrick.registry.promotion.Verdict;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MudbrickTest
@Tag("both-stores")
class PromotionTest {
  private static final String MODEL = "telco.churn.model";
  private static final String TABLE = "telco.churn.holdout";

  /** What the table's label is: a + 2 b. */
  private static final Gate.TableMetric RMSE = Gate.metric(ModelMetric.RMSE, TABLE, "y");

  private Mudbrick platform;
  private Catalog catalog;
  private Registry registry;

  @BeforeEach
  void furnish(Mudbrick engine) {
    platform = engine;
    catalog = engine.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    table(TABLE, new double[] {1, 2, 3}, new double[] {1, 0, 2}, new double[] {3, 2, 7});
    registry = engine.module(Registry.class);
    registry.createModel(MODEL, null, Map.of());
  }

  private void table(String name, double[] a, double[] b, double[] y) {
    Schema schema =
        Schema.of(
            Column.of("a", ColumnType.DOUBLE),
            Column.of("b", ColumnType.DOUBLE),
            Column.of("y", ColumnType.DOUBLE));
    catalog.tables().create(TableSpec.builder(name, schema).build());
    if (a.length > 0) {
      catalog
          .tables()
          .open(name)
          .append(
              ColumnBatch.of(
                  schema,
                  ColumnVector.ofDoubles(a),
                  ColumnVector.ofDoubles(b),
                  ColumnVector.ofDoubles(y)));
    }
  }

  private long register(double slope) {
    return registry
        .createVersion(NewModelVersion.of(MODEL, SmallModels.logged(platform, slope)).build())
        .version();
  }

  private PromotionReport promote(Gate... gates) {
    return registry.promote(MODEL).challenger().to("champion").when(gates).run();
  }

  private long champion() {
    return registry.versionByAlias(MODEL, "champion").version();
  }

  @Test
  void the_better_version_becomes_champion_and_says_why() {
    register(1);
    registry.setAlias(MODEL, "champion", 1);
    register(2);
    PromotionReport report =
        promote(
            RMSE.betterBy(0.5).limit(0.1),
            Gate.signature(),
            Gate.latency(Duration.ofSeconds(5), TABLE).rows(100),
            Gate.check("newer", met -> met.challenger().version() == 2));
    assertThat(report.verdict()).as(PromotionReports.text(report)).isEqualTo(Verdict.PROMOTED);
    assertThat(champion()).isEqualTo(2);
    Map<String, Double> measured = report.gates().get(0).measured();
    assertThat(measured).containsEntry("challenger", 0.0).containsEntry("rows", 3.0);
    assertThat(measured.get("champion")).isCloseTo(Math.sqrt(5 / 3.0), within(1e-12));
    assertThat(report.gates().get(2).measured().get("p99_micros")).isPositive();
    assertThat(registry.promotions().reports(MODEL, 2L)).containsExactly(report);
    assertThat(registry.version(MODEL, 2).tags().get("mudbrick.promotion"))
        .startsWith("promoted to champion over version 1")
        .contains("rmse on " + TABLE, report.id());
    EntityRef version =
        new EntityRef(EntityRef.Type.MODEL_VERSION, platform.caller().metastoreId(), MODEL + "/2");
    assertThat(catalog.lineage().upstream(version).entities())
        .contains(catalog.lineage().table(TABLE));
    registry.promote(MODEL).to("champion").rollback();
    assertThat(champion()).isEqualTo(1);
  }

  @Test
  void a_gate_that_fails_moves_nothing_and_is_kept() {
    register(2);
    registry.setAlias(MODEL, "champion", 1);
    register(1);
    PromotionReport refused = promote(RMSE, Gate.tag("approved"));
    assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(refused.failures()).hasSize(2);
    assertThat(refused.gates().get(0).message()).contains("worse by");
    assertThat(champion()).isEqualTo(1);
    registry.setVersionTag(MODEL, 2, "approved", "no");
    assertThat(promote(Gate.tag("approved", "yes")).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(promote(Gate.tag("approved")).verdict()).isEqualTo(Verdict.PROMOTED);
    assertThat(registry.promotions().reports(MODEL, null))
        .extracting(PromotionReport::verdict)
        .containsExactly(Verdict.PROMOTED, Verdict.REFUSED, Verdict.REFUSED);
    assertThat(registry.promotions().reports(MODEL, 1L)).isEmpty();
  }

  @Test
  void equal_is_not_better_unless_a_margin_allows_it() {
    register(2);
    registry.setAlias(MODEL, "champion", 1);
    register(2);
    assertThat(promote(RMSE).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(promote(RMSE.betterBy(-0.01)).verdict()).isEqualTo(Verdict.PROMOTED);
  }

  @Test
  void without_a_champion_there_is_nothing_to_beat() {
    register(1);
    assertThat(promote(RMSE.limit(0.1)).verdict()).isEqualTo(Verdict.REFUSED);
    PromotionReport report = promote(RMSE, Gate.signature());
    assertThat(report.verdict()).isEqualTo(Verdict.PROMOTED);
    assertThat(report.champion()).isNull();
    assertThat(report.gates().get(0).message()).contains("no champion yet");
    refused(() -> promote(RMSE), ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void a_dry_run_leaves_no_trace() {
    register(1);
    PromotionReport report = registry.promote(MODEL).version(1).when(RMSE).dryRun();
    assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(registry.model(MODEL).aliases()).isEmpty();
    assertThat(registry.version(MODEL, 1).tags()).isEmpty();
    assertThat(registry.promotions().reports(MODEL, null)).isEmpty();
  }

  @Test
  void the_challenger_is_who_holds_the_alias_else_the_newest() {
    register(1);
    register(2);
    registry.setAlias(MODEL, "challenger", 1);
    assertThat(promote(RMSE).challenger()).isEqualTo(1);
    registry.deleteAlias(MODEL, "challenger");
    assertThat(promote(RMSE).challenger()).isEqualTo(2);
  }

  @Test
  void whoever_moves_an_alias_meanwhile_stops_the_promotion() {
    register(1);
    register(2);
    registry.setAlias(MODEL, "champion", 1);
    register(2);
    Gate meddling =
        Gate.check(
            "meddling",
            met -> {
              registry.setAlias(MODEL, "champion", 2);
              return true;
            });
    refused(() -> promote(meddling), ErrorCode.ABORTED);
    assertThat(champion()).isEqualTo(2);
    assertThat(registry.promotions().reports(MODEL, null)).isEmpty();
  }

  @Test
  void what_was_logged_counts(Mudbrick engine) {
    register(1);
    Tracking tracking = engine.module(Tracking.class);
    String run = Objects.requireNonNull(registry.version(MODEL, 1).origin().runId());
    assertThat(promote(Gate.logged("val_loss").limit(0.3)).failures().get(0).message())
        .contains("has a metric val_loss");
    tracking.logMetric(run, Metric.of("val_loss", 0.25, 0, 0));
    assertThat(promote(Gate.logged("val_loss").limit(0.2)).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(promote(Gate.logged("val_loss").limit(0.3)).verdict()).isEqualTo(Verdict.PROMOTED);
  }

  @Test
  void what_cannot_be_measured_does_not_pass() {
    register(1);
    table("telco.churn.none", new double[0], new double[0], new double[0]);
    table("telco.churn.odd", new double[] {1}, new double[] {1}, new double[] {Double.NaN});
    table("telco.churn.inf", new double[] {1}, new double[] {1}, new double[] {1e308 * 10});
    for (String table : new String[] {"telco.churn.none", "telco.churn.odd"}) {
      GateResult result = promote(Gate.metric(ModelMetric.RMSE, table, "y")).gates().get(0);
      assertThat(result.passed()).isFalse();
      assertThat(result.message()).contains("no rows with a label");
    }
    assertThat(failure(Gate.metric(ModelMetric.RMSE, "telco.churn.inf", "y")))
        .contains("is no number");
    assertThat(failure(Gate.metric(ModelMetric.RMSE, TABLE, "a"))).contains("cannot score");
    assertThat(failure(Gate.latency(Duration.ofSeconds(1), "telco.churn.none")))
        .contains("has no rows");
    assertThat(
            failure(
                Gate.check(
                    "boom",
                    met -> {
                      throw new IllegalStateException("boom");
                    })))
        .contains("boom");
    assertThat(registry.model(MODEL).aliases()).isEmpty();
  }

  private String failure(Gate gate) {
    PromotionReport report = promote(gate);
    assertThat(report.verdict()).isEqualTo(Verdict.REFUSED);
    return report.failures().get(0).message();
  }

  @Test
  void what_makes_no_sense_is_an_error() {
    refused(() -> promote(RMSE), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    register(1);
    refused(() -> promote(), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () -> promote(Gate.metric(ModelMetric.RMSE, TABLE, "nobody")),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () -> promote(Gate.metric(ModelMetric.RMSE, "telco.churn.nobody", "y")),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(
        () -> registry.promote(MODEL).version(9).when(RMSE).run(),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(
        () -> registry.promote(MODEL).to("latest").when(RMSE).run(),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () -> promote(Gate.latency(Duration.ofSeconds(1), TABLE).rows(5)),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(() -> ModelMetric.of("brier"), ErrorCode.INVALID_PARAMETER_VALUE);
    assertThat(registry.model(MODEL).aliases()).isEmpty();
  }

  @Test
  void it_takes_execute_select_and_the_right_to_move_the_alias() {
    Tracking tracking = platform.module(Tracking.class);
    String hidden = tracking.createExperiment("hidden").experimentId();
    String run = tracking.startRun(hidden, "run").runId();
    registry.createVersion(
        NewModelVersion.of(MODEL, SmallModels.logged(platform, 1)).runId(run).build());
    platform.module(Identity.class).createUser("ann@telco");
    Registry ann = platform.as("ann@telco").module(Registry.class);
    ThrowingCallable dry = () -> ann.promote(MODEL).when(RMSE).dryRun();
    refused(dry, ErrorCode.PERMISSION_DENIED);
    grant(SecurableRef.catalog("telco"), Privilege.USE_CATALOG);
    grant(SecurableRef.schema("telco.churn"), Privilege.USE_SCHEMA);
    grant(SecurableRef.table(TABLE), Privilege.SELECT);
    refused(dry, ErrorCode.PERMISSION_DENIED);
    grant(SecurableRef.model(MODEL), Privilege.EXECUTE);
    assertThat(ann.promote(MODEL).when(RMSE).dryRun().verdict()).isEqualTo(Verdict.PASSED);
    refused(() -> ann.promote(MODEL).when(RMSE).run(), ErrorCode.PERMISSION_DENIED);
    catalog.grants().revoke(SecurableRef.table(TABLE), "ann@telco", Privilege.SELECT);
    grant(SecurableRef.model(MODEL), Privilege.MANAGE);
    refused(() -> ann.promote(MODEL).when(RMSE).run(), ErrorCode.PERMISSION_DENIED);
    refused(dry, ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.promote(MODEL).when(Gate.logged("rmse")).run(), ErrorCode.PERMISSION_DENIED);
    grant(SecurableRef.table(TABLE), Privilege.SELECT);
    assertThat(ann.promote(MODEL).when(RMSE).run().by()).isEqualTo("ann@telco");
  }

  private void grant(SecurableRef on, Privilege privilege) {
    catalog.grants().grant(on, "ann@telco", privilege);
  }

  @Test
  void reports_are_read_by_machines() {
    register(1);
    PromotionReport report = promote(RMSE.limit(0.1), Gate.tag("a<b&\"c"));
    assertThat(PromotionReports.text(report)).contains("2 of 2 gates failed", "FAIL  tag a<b");
    assertThat(Json.object(PromotionReports.json(report)))
        .containsEntry("verdict", "REFUSED")
        .containsEntry("model", MODEL);
    assertThat(PromotionReports.junit(report))
        .contains("tests=\"2\" failures=\"2\"", "name=\"tag a&lt;b&amp;&quot;c\"", "<failure ");
  }

  @Test
  void a_copy_takes_files_tags_and_origin_to_another_catalog() {
    register(2);
    registry.setVersionTag(MODEL, 1, "team", "risk");
    promote(RMSE);
    catalog.catalogs().create("prod");
    catalog.schemas().create("prod.churn");
    ModelVersion copy = registry.copyVersion("models:/" + MODEL + "@champion", "prod.churn.model");
    assertThat(copy.version()).isEqualTo(1);
    assertThat(copy.status()).isEqualTo(ModelVersion.Status.READY);
    assertThat(copy.tags()).isEqualTo(Map.of("team", "risk"));
    assertThat(copy.origin().source()).isEqualTo("models:/" + MODEL + "/1");
    assertThat(copy.origin().runId()).isEqualTo(registry.version(MODEL, 1).origin().runId());
    assertThat(copy.aliases()).isEmpty();
    assertThat(registry.files("prod.churn.model", 1)).isEqualTo(registry.files(MODEL, 1));
    EntityRef made =
        new EntityRef(
            EntityRef.Type.MODEL_VERSION, platform.caller().metastoreId(), "prod.churn.model/1");
    assertThat(catalog.lineage().upstream(made).entities())
        .extracting(EntityRef::id)
        .contains(MODEL + "/1");
    assertThat(registry.copyVersion("models:/" + MODEL + "/1", "prod.churn.model").version())
        .isEqualTo(2);
    platform.module(Identity.class).createUser("ann@telco");
    Registry ann = platform.as("ann@telco").module(Registry.class);
    refused(
        () -> ann.copyVersion("models:/" + MODEL + "/1", "workspace.default.mine"),
        ErrorCode.PERMISSION_DENIED);
    refused(
        () -> registry.copyVersion("models:/" + MODEL + "@nobody", "prod.churn.model"),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }
}
