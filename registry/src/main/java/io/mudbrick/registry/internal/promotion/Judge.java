package io.mudbrick.registry.internal.promotion;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.MetricsWanted;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.promotion.Bar;
import io.mudbrick.registry.promotion.Contest;
import io.mudbrick.registry.promotion.Gate;
import io.mudbrick.registry.promotion.GateResult;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes versions through gates, as the caller who is to see and load them. Moves nothing. */
public final class Judge {
  private static final String NO_CHAMPION = "there is no champion yet";

  private final ModuleContext context;
  private final Caller caller;
  private final Contest contest;
  private final Evidence evidence;

  public Judge(ModuleContext context, Caller caller, Contest contest) {
    this.context = context;
    this.caller = caller;
    this.contest = contest;
    this.evidence = new Evidence(context, caller);
  }

  /** Every gate is judged, also behind one that failed. */
  public List<GateResult> judge(List<Gate> gates) {
    return gates.stream().map(this::judge).toList();
  }

  /** What a gate found out. */
  private record Finding(boolean passed, Map<String, Double> measured, String message) {}

  private GateResult judge(Gate gate) {
    long start = System.nanoTime();
    Finding found;
    try {
      found = find(gate);
    } catch (Unjudged e) {
      found = new Finding(false, Map.of(), e.message());
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    return new GateResult(gate.name(), found.passed(), found.measured(), found.message(), millis);
  }

  private Finding find(Gate gate) {
    if (gate instanceof Gate.TableMetric metric) {
      return onTable(metric);
    }
    if (gate instanceof Gate.LoggedMetric metric) {
      return compare(
          metric.bar(),
          metric.lowerIsBetter(),
          version -> logged(version, metric.metric()),
          new LinkedHashMap<>());
    }
    if (gate instanceof Gate.Latency latency) {
      return timed(latency);
    }
    if (gate instanceof Gate.RequiredTag tag) {
      return tagged(tag);
    }
    return gate instanceof Gate.Check check ? checked(check) : signature();
  }

  private Finding onTable(Gate.TableMetric gate) {
    Evidence.Labelled rows = evidence.labelled(gate.table(), gate.label());
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("rows", (double) rows.truth().size());
    measured.put("table_version", (double) rows.tableVersion());
    return compare(
        gate.bar(),
        gate.metric().lowerIsBetter(),
        version ->
            Evidence.scoring(
                version,
                gate.table(),
                () ->
                    Measure.of(
                        gate.metric(),
                        rows.truth(),
                        evidence.predictions(version, gate.table(), gate.label()))),
        measured);
  }

  private Finding compare(
      Bar bar,
      boolean lowerIsBetter,
      Function<ModelVersion, Double> metric,
      Map<String, Double> measured) {
    double challenger = finite(contest.challenger(), metric);
    measured.put("challenger", challenger);
    StringBuilder message = new StringBuilder(number(challenger));
    boolean passed = true;
    Double limit = bar.limit();
    if (limit != null) {
      passed = lowerIsBetter ? challenger <= limit : challenger >= limit;
      measured.put("limit", limit);
      message.append(lowerIsBetter ? ", at most " : ", at least ").append(number(limit));
    }
    Double margin = bar.margin();
    ModelVersion holder = contest.champion();
    if (margin != null && holder == null) {
      message.append("; ").append(NO_CHAMPION);
    } else if (margin != null && holder != null) {
      double champion = finite(holder, metric);
      double better = lowerIsBetter ? champion - challenger : challenger - champion;
      // 0.91 is better than 0.90 by 0.01, whatever doubles make of it.
      double rounding = 1e-12 * Math.max(1, Math.max(Math.abs(champion), Math.abs(challenger)));
      passed &= margin == 0 ? better > rounding : better >= margin - rounding;
      measured.put("champion", champion);
      measured.put("better_by", better);
      measured.put("margin", margin);
      message
          .append(" against ")
          .append(number(champion))
          .append(better < 0 ? ", worse by " : ", better by ")
          .append(number(Math.abs(better)))
          .append(margin == 0 ? "" : ", to be better by " + number(margin));
    }
    return new Finding(passed, measured, message.toString());
  }

  private static double finite(ModelVersion version, Function<ModelVersion, Double> metric) {
    double value = metric.apply(version);
    if (!Double.isFinite(value)) {
      throw new Unjudged("of version " + version.version() + " the metric is no number: " + value);
    }
    return value;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }

  private double logged(ModelVersion version, String metric) {
    Map<String, Double> found = new HashMap<>();
    ModelVersion.Origin origin = version.origin();
    context
        .events()
        .publish(new MetricsWanted(origin.runId(), origin.loggedModelId(), caller, found::put));
    Double value = found.get(metric);
    if (value == null) {
      throw new Unjudged(
          "neither the run nor the logged model of version "
              + version.version()
              + " has a metric "
              + metric);
    }
    return value;
  }

  private Finding timed(Gate.Latency gate) {
    ModelVersion version = contest.challenger();
    Frame rows = evidence.rows(gate.table(), gate.rows());
    LoadedModel model = evidence.load(version);
    long[] nanos =
        Evidence.scoring(
            version,
            gate.table(),
            () ->
                Stopwatch.singleRows(model, evidence.resolved(version, model, rows), gate.rows()));
    long p99 = Stopwatch.quantile(nanos, 0.99);
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("rows", (double) gate.rows());
    measured.put("p50_micros", Stopwatch.quantile(nanos, 0.5) / 1e3);
    measured.put("p99_micros", p99 / 1e3);
    measured.put("limit_micros", gate.p99().toNanos() / 1e3);
    return new Finding(
        p99 <= gate.p99().toNanos(),
        measured,
        String.format(
            Locale.ROOT,
            "a row in %.1f us (p99 of %d), at most %.1f us",
            p99 / 1e3,
            gate.rows(),
            gate.p99().toNanos() / 1e3));
  }

  private Finding signature() {
    ModelVersion champion = contest.champion();
    if (champion == null) {
      return new Finding(true, Map.of(), NO_CHAMPION);
    }
    List<String> against = Signatures.differences(of(champion), of(contest.challenger()));
    return new Finding(
        against.isEmpty(),
        Map.of(),
        against.isEmpty()
            ? "what version " + champion.version() + " takes, the challenger takes"
            : String.join("; ", against));
  }

  /** Read without loading the model, which only Python may be able to do. */
  private @Nullable ModelSignature of(ModelVersion version) {
    return Evidence.scoring(
        version,
        "rows",
        () ->
            MlModel.read(
                    context
                        .service(Registry.class, caller)
                        .artifacts(version.model(), version.version())
                        .onDisk(""))
                .signature());
  }

  private Finding tagged(Gate.RequiredTag gate) {
    String value = contest.challenger().tags().get(gate.key());
    String wanted = gate.value();
    boolean passed = wanted == null ? value != null : wanted.equals(value);
    String is = value == null ? "is not there" : "is '" + value + "'";
    return new Finding(passed, Map.of(), is + (wanted == null ? "" : ", to be '" + wanted + "'"));
  }

  private Finding checked(Gate.Check gate) {
    try {
      boolean passed = gate.test().test(contest);
      return new Finding(passed, Map.of(), passed ? "holds" : "does not hold");
    } catch (RuntimeException e) {
      throw new Unjudged("the check failed: " + e, e);
    }
  }
}
