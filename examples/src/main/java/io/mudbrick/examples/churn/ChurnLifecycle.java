package io.mudbrick.examples.churn;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlEvent;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Trial;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.LineageGraph;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.examples.Story;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.PublishResult;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.ScoredTable;
import io.mudbrick.serving.Scoring;
import io.mudbrick.serving.ScoringJob;
import io.mudbrick.serving.Serving;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A machine learning lifecycle from the raw table to the audit trail. The admin lays the ground; an
 * ML engineer, who has only the grants given in the first step, does the rest.
 */
public final class ChurnLifecycle {
  public static final String ENDPOINT = "churn";

  private static final String ENGINEER = "erin.engineer@telco.example";
  private static final String ANALYST = "ana.analyst@telco.example";
  private static final String SCHEMA = "telco.churn";
  private static final String RAW = SCHEMA + ".customers_raw";
  private static final String PROFILE = SCHEMA + ".customer_profile";
  private static final String BILLING = SCHEMA + ".billing";
  private static final String TO_SCORE = SCHEMA + ".customers_to_score";
  private static final String SCORES = SCHEMA + ".churn_scores";
  private static final String MODEL = SCHEMA + ".churn_model";
  private static final String CHAMPION = "champion";
  private static final String CHALLENGER = "challenger";
  private static final String CHURNED = "Yes";

  /** How much of the leaderboard a person wants to read. */
  private static final int SHOWN = 12;

  /** One holdout: who looks on would rather not wait for five fits of each candidate. */
  private static final int FOLDS = 1;

  /** One customer in seven is kept from training. */
  private static final int HOLDOUT = 7;

  private final Mudbrick admin;
  private final Story story;
  private final int trials;
  private final long seed;

  /**
   * @param admin a workspace on a metastore without a catalog {@code telco}
   * @param trials how many models AutoML tries
   */
  public ChurnLifecycle(Mudbrick admin, Story story, int trials, long seed) {
    this.admin = admin;
    this.story = story;
    this.trials = trials;
    this.seed = seed;
  }

  /** Runs all steps and says what came out. */
  public ChurnReport run() {
    ColumnBatch customers = TelcoData.customers();
    ColumnBatch known = customers.take(holdout(customers.size(), false));
    ColumnBatch held = customers.take(holdout(customers.size(), true));
    story.step("A governed namespace: catalog, schema, people, grants", this::govern);
    story.step("Raw table and feature tables, offline and online", () -> features(customers));
    TrainingSet train =
        story.step("A point-in-time-correct training set", () -> trainingSet(known));
    AutoMlSummary found =
        story.step("AutoML: " + trials + " trials, each a tracked run", () -> autoMl(train));
    Contest contest =
        story.step("Register two, compare on held-out rows, promote", () -> promote(found, held));
    story.step("Serve @champion and ask it over HTTP", () -> serve(held));
    double scores = story.step("Batch scoring, and does it agree with online?", () -> batch(held));
    story.step("Where it came from, and who did what", this::lookBack);
    return new ChurnReport(
        found.trials().stream().map(t -> t.family() + " " + t.metric("test_roc_auc")).toList(),
        contest.losses(),
        contest.champion(),
        scores);
  }

  private static int[] holdout(int rows, boolean held) {
    return IntStream.range(0, rows).filter(row -> (row % HOLDOUT == 0) == held).toArray();
  }

  private void govern() {
    Identity identity = admin.module(Identity.class);
    for (String user : List.of(ENGINEER, ANALYST)) {
      identity.createUser(user);
    }
    identity.createGroup("ml-engineers");
    identity.createGroup("analysts");
    identity.addMember("ml-engineers", ENGINEER);
    identity.addMember("analysts", ANALYST);

    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create(SCHEMA);
    for (String group : List.of("ml-engineers", "analysts")) {
      catalog.grants().grant(SecurableRef.catalog("telco"), group, Privilege.USE_CATALOG);
      catalog.grants().grant(SecurableRef.schema(SCHEMA), group, Privilege.USE_SCHEMA);
    }
    catalog
        .grants()
        .grant(
            SecurableRef.schema(SCHEMA),
            "ml-engineers",
            Privilege.SELECT,
            Privilege.MODIFY,
            Privilege.CREATE_TABLE,
            Privilege.CREATE_MODEL);
    story.say("catalog telco, schema %s; groups ml-engineers and analysts", SCHEMA);
    story.say("ml-engineers: SELECT, MODIFY, CREATE TABLE, CREATE MODEL on the schema");
    story.say("analysts: may enter the schema, and read what they are given");
  }

  private void features(ColumnBatch customers) {
    Catalog catalog = admin.as(ENGINEER).module(Catalog.class);
    catalog
        .tables()
        .create(
            TableSpec.builder(RAW, customers.schema())
                .comment("Telco customers as delivered, with a made-up id and date")
                .build());
    catalog.tables().open(RAW).append(customers);
    story.say("%s: %,d rows x %d columns", RAW, customers.size(), customers.schema().size());
    story.say("  customer_id is the row's number; observed_at is made up from tenure");
    showDenial();

    FeatureStore store = admin.as(ENGINEER).module(FeatureStore.class);
    List<String> profileColumns = new ArrayList<>(List.of("customer_id"));
    profileColumns.addAll(TelcoData.PROFILE);
    ColumnBatch profile = customers.select(profileColumns);
    store.createTable(
        FeatureTableSpec.builder(PROFILE, profile.schema())
            .primaryKeys("customer_id")
            .description("Who a customer is and what they subscribed to")
            .build());
    store.writeTable(PROFILE, profile, WriteMode.MERGE, List.of(RAW));
    ColumnBatch billing = TelcoData.billing(customers);
    store.createTable(
        FeatureTableSpec.builder(BILLING, billing.schema())
            .primaryKeys("customer_id", "observed_at")
            .timeseries("observed_at")
            .description("What a customer paid, as of a day")
            .build());
    store.writeTable(BILLING, billing, WriteMode.MERGE, List.of(RAW));
    catalog.grants().grant(SecurableRef.table(PROFILE), "analysts", Privilege.SELECT);
    story.say("%s: %,d rows by customer_id; analysts may read it", PROFILE, profile.size());
    story.say("%s: %,d rows by customer_id and observed_at", BILLING, billing.size());
    for (String table : List.of(PROFILE, BILLING)) {
      PublishResult published = store.publish(table, PublishSpec.snapshot(table + "_online"));
      story.say("published %s: %,d keys", published.onlineTable(), published.upserted());
    }
  }

  private void showDenial() {
    try {
      admin.as(ANALYST).module(Catalog.class).tables().open(RAW).read().toColumns();
      throw new IllegalStateException("The analyst could read " + RAW);
    } catch (PlatformException denied) {
      story.say("%s reads the raw table: %s: %s", ANALYST, denied.code(), denied.message());
    }
  }

  private TrainingSet trainingSet(ColumnBatch customers) {
    ColumnBatch labels = customers.select(List.of("customer_id", "observed_at", "churn"));
    TrainingSet set =
        admin
            .as(ENGINEER)
            .module(FeatureStore.class)
            .createTrainingSet(
                TrainingSetSpec.builder(labels)
                    .label("churn")
                    .lookup(FeatureLookup.of(PROFILE, "customer_id"))
                    .lookup(
                        FeatureLookup.builder(BILLING)
                            .lookupKey("customer_id")
                            .timestampLookupKey("observed_at")
                            .build())
                    .build());
    story.say(
        "%,d labels; for each, the bill as of its own day and not a later one", set.data().size());
    story.say("columns: %s", String.join(", ", set.data().schema().names()));
    return set;
  }

  private AutoMlSummary autoMl(TrainingSet train) {
    AutoMlOptions options =
        AutoMlOptions.builder()
            .primaryMetric(EvaluationMetric.ROC_AUC)
            .positiveLabel(CHURNED)
            .maxTrials(trials)
            .folds(FOLDS)
            .seed(seed)
            .experimentName("churn")
            .listener(this::showProgress)
            .build();
    AutoMlSummary found = admin.as(ENGINEER).module(AutoMl.class).classify(train, "churn", options);
    found.alerts().forEach(a -> story.say("note: %s %s", a.message(), a.columns()));
    List<List<String>> rows = new ArrayList<>();
    for (Trial trial : found.trials().subList(0, Math.min(SHOWN, found.trials().size()))) {
      rows.add(
          List.of(
              trial.runName(),
              number(trial.metric("val_roc_auc")),
              number(trial.metric("test_roc_auc")),
              number(trial.metric("test_log_loss")),
              String.format(Locale.ROOT, "%.1f s", trial.duration().toMillis() / 1e3)));
    }
    story.say("the best %d of %d:", rows.size(), found.trials().size());
    story.table(List.of("trial", "val AUC", "test AUC", "test log loss", "time"), rows);
    return found;
  }

  private void showProgress(AutoMlEvent event) {
    if (event instanceof AutoMlEvent.TrialFinished finished) {
      Trial best = finished.best();
      story.progress(
          finished.done(),
          finished.plannedTrials(),
          best == null ? "" : "best " + best.runName() + " " + number(best.score()));
    }
  }

  /** The versions that met, their loss on the held-out rows, and who won. */
  private record Contest(List<Double> losses, long champion) {}

  private Contest promote(AutoMlSummary found, ColumnBatch held) {
    Mudbrick engineer = admin.as(ENGINEER);
    AutoMl autoMl = engineer.module(AutoMl.class);
    Registry registry = engineer.module(Registry.class);
    List<Double> losses = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    // The second best holds the place, and the best has to win it on rows that neither has seen.
    List<Trial> two = List.of(found.trials().get(1), found.best());
    List<String> aliases = List.of(CHAMPION, CHALLENGER);
    for (int i = 0; i < two.size(); i++) {
      ModelVersion version = autoMl.register(two.get(i), MODEL);
      registry.setVersionTag(MODEL, version.version(), "trial", two.get(i).runName());
      registry.setAlias(MODEL, aliases.get(i), version.version());
      Holdout.Score score =
          Holdout.score(engineer, "models:/" + MODEL + "@" + aliases.get(i), held, CHURNED);
      losses.add(score.logLoss());
      rows.add(
          List.of(
              "version " + version.version(),
              "@" + aliases.get(i),
              two.get(i).runName(),
              number(score.logLoss()),
              number(score.accuracy())));
    }
    story.table(List.of("", "alias", "trial", "log loss", "accuracy"), rows);
    if (losses.get(1) < losses.get(0)) {
      long winner = registry.versionByAlias(MODEL, CHALLENGER).version();
      registry.setAlias(MODEL, CHAMPION, winner);
      story.say("the challenger wins: @champion moves to version %d", winner);
    } else {
      story.say("the champion holds its place");
    }
    return new Contest(losses, registry.versionByAlias(MODEL, CHAMPION).version());
  }

  private void serve(ColumnBatch held) {
    Serving serving = admin.as(ENGINEER).module(Serving.class);
    serving.create(EndpointSpec.of(ENDPOINT, EndpointConfig.of(MODEL, "@" + CHAMPION)));
    serving.await(ENDPOINT, Duration.ofSeconds(60));
    EndpointClient client = new EndpointClient(admin.as(ENGINEER), ENDPOINT);
    story.say("endpoint %s follows @champion", ENDPOINT);
    Row customer = held.row(0);
    Map<String, Object> key = Map.of("customer_id", String.valueOf(customer.get("customer_id")));
    story.say("POST %s %s", client.path(), EndpointClient.body(key));
    story.say("  features looked up online -> %s", client.ask(key));
    Map<String, Object> full = new TreeMap<>(customer.toMap());
    full.remove("churn");
    full.replaceAll((name, value) -> value instanceof Instant ? value.toString() : value);
    story.say("the same customer as a full row -> %s", client.ask(full));
    full.put("contract", "Two year");
    story.say("... had they signed for two years -> %s", client.ask(full));
  }

  private double batch(ColumnBatch held) {
    Mudbrick engineer = admin.as(ENGINEER);
    Catalog catalog = engineer.module(Catalog.class);
    ColumnBatch keys = held.select(List.of("customer_id", "observed_at"));
    catalog.tables().create(TableSpec.builder(TO_SCORE, keys.schema()).build());
    catalog.tables().open(TO_SCORE).append(keys);
    ScoredTable scored =
        engineer
            .module(Scoring.class)
            .scoreBatch(
                ScoringJob.of("models:/" + MODEL + "@" + CHAMPION, TO_SCORE, SCORES)
                    .withProbabilities());
    story.say("%s: %,d rows scored by %s", scored.table(), scored.rows(), scored.model());
    ColumnBatch offline = catalog.tables().open(SCORES).read().toColumns();
    new OnlineCheck(engineer, ENDPOINT, CHURNED).requireSame(offline);
    story.say("asked online by customer_id alone, all %,d agree bit for bit", scored.rows());
    return DoubleStream.of(offline.column("probability_" + CHURNED).doubles()).sum();
  }

  private void lookBack() {
    Catalog catalog = admin.module(Catalog.class);
    EntityRef endpoint = new EntityRef(EntityRef.Type.ENDPOINT, admin.workspace().id(), ENDPOINT);
    story.say("lineage of the endpoint, back to the raw table:");
    story.say("%s", catalog.lineage().upstream(endpoint).toTree().stripTrailing());
    LineageGraph reached = catalog.lineage().downstream(catalog.lineage().table(RAW));
    Map<EntityRef.Type, Long> impact =
        reached.entities().stream()
            .collect(Collectors.groupingBy(EntityRef::type, TreeMap::new, Collectors.counting()));
    story.say("what a change of %s reaches: %s", RAW, impact);
    admin.flush();
    List<Row> audit = catalog.tables().open("system.access.audit").read().rows().toList();
    story.say("");
    story.say(
        "audit trail, system.access.audit: %,d calls, the denied and the last ones", audit.size());
    List<Row> shown = new ArrayList<>(audit.stream().filter(ChurnLifecycle::denied).toList());
    shown.addAll(audit.subList(Math.max(0, audit.size() - 6), audit.size()));
    story.table(
        List.of("who", "service", "action", "status"),
        shown.stream().map(ChurnLifecycle::auditLine).toList());
  }

  private static boolean denied(Row call) {
    return Integer.valueOf(403).equals(inner(call, "response", "status_code"));
  }

  private static List<String> auditLine(Row call) {
    return List.of(
        String.valueOf(inner(call, "user_identity", "email")),
        text(call, "service_name"),
        text(call, "action_name"),
        String.valueOf(inner(call, "response", "status_code")));
  }

  private static @Nullable Object inner(Row row, String column, String field) {
    return row.get(column) instanceof Row struct ? struct.get(field) : null;
  }

  private static String text(Row row, String column) {
    return String.valueOf(row.getString(column));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
