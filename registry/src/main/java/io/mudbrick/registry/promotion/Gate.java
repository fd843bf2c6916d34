package io.mudbrick.registry.promotion;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a promotion:
 *
 * <pre>{@code
 * Gate.metric(ModelMetric.ROC_AUC, "telco.churn.holdout", "churn").betterBy(0.01)
 * Gate.logged("val_log_loss").limit(0.4)
 * Gate.latency(Duration.ofMillis(2), "telco.churn.holdout")
 * Gate.signature()
 * Gate.tag("approved", "yes")
 * Gate.check("fair", contest -> bias(contest.challenger()) < 0.1)
 * }</pre>
 *
 * <p>Immutable; a check is as thread-safe as its predicate.
 */
public sealed interface Gate {
  /** As reports call it. */
  String name();

  /**
   * A metric of both versions on the same rows of a table; better than the champion's by itself.
   */
  static TableMetric metric(ModelMetric metric, String table, String label) {
    return new TableMetric(metric, table, label, Bar.CHAMPION);
  }

  /**
   * The latest value of a metric that the version's logged model, or its run, has on record; better
   * than the champion's by itself.
   */
  static LoggedMetric logged(String metric) {
    return new LoggedMetric(metric, ModelMetric.lowerIsBetter(metric), Bar.CHAMPION);
  }

  /** The time to score one row of the table, of 99 in 100 rows, is at most that. */
  static Latency latency(Duration p99, String table) {
    return new Latency(p99, table, Latency.USUAL_ROWS);
  }

  /** Whoever calls the champion can call the challenger with the same rows. */
  static Signature signature() {
    return new Signature();
  }

  /** The version has the tag, whatever its value. */
  static RequiredTag tag(String key) {
    return new RequiredTag(key, null);
  }

  /** The version has the tag with that value. */
  static RequiredTag tag(String key, String value) {
    return new RequiredTag(key, value);
  }

  /** Whatever Java can say; one that throws has failed. */
  static Check check(String name, Predicate<Contest> test) {
    return new Check(name, test);
  }

  /**
   * A metric on labelled rows, read as the caller reads them.
   *
   * @param table its full name
   * @param label the column that holds the truth; rows without one are left out
   */
  record TableMetric(ModelMetric metric, String table, String label, Bar bar) implements Gate {
    @Override
    public String name() {
      return metric.wireName() + " on " + table;
    }

    /** Better than the champion by at least that. */
    public TableMetric betterBy(double margin) {
      return new TableMetric(metric, table, label, new Bar(margin, bar.limit()));
    }

    /** At least that; at most for a metric of which less is better. */
    public TableMetric limit(double limit) {
      return new TableMetric(metric, table, label, new Bar(bar.betterBy(), limit));
    }
  }

  /** A metric on record. */
  record LoggedMetric(String metric, boolean lowerIsBetter, Bar bar) implements Gate {
    @Override
    public String name() {
      return "logged " + metric;
    }

    /** Says which way is better where the metric's name does not. */
    public LoggedMetric lowerIsBetter(boolean lower) {
      return new LoggedMetric(metric, lower, bar);
    }

    /** Better than the champion by at least that. */
    public LoggedMetric betterBy(double margin) {
      return new LoggedMetric(metric, lowerIsBetter, new Bar(margin, bar.limit()));
    }

    /** At least that; at most for a metric of which less is better. */
    public LoggedMetric limit(double limit) {
      return new LoggedMetric(metric, lowerIsBetter, new Bar(bar.betterBy(), limit));
    }
  }

  /**
   * A budget for scoring one row in this process, feature lookups and the network apart.
   *
   * @param rows how many rows are timed, after as many that warm up
   */
  record Latency(Duration p99, String table, int rows) implements Gate {
    static final int USUAL_ROWS = 500;

    @Override
    public String name() {
      return "latency";
    }

    /** Times so many rows, 100 to 100,000; the table's are taken round and round. */
    public Latency rows(int count) {
      return new Latency(p99, table, count);
    }
  }

  /** Compatible signatures. */
  record Signature() implements Gate {
    @Override
    public String name() {
      return "signature";
    }
  }

  /**
   * A tag that must be there.
   *
   * @param value null: any
   */
  record RequiredTag(String key, @Nullable String value) implements Gate {
    @Override
    public String name() {
      return "tag " + key;
    }
  }

  /** A condition in Java. */
  record Check(String name, Predicate<Contest> test) implements Gate {}
}
