package io.mudbrick.tracking.internal;

import io.mudbrick.tracking.LogBatch;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.RunTag;
import io.mudbrick.tracking.TrackingErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * What clients may send: lengths, characters, counts. Over-long values of params and tags are cut.
 */
final class Limits {
  static final int KEY = 250;
  static final int PARAM_VALUE = 6000;
  static final int TAG_VALUE = 8000;
  static final int EXPERIMENT_NAME = 500;
  static final int EXPERIMENT_TAG_VALUE = 5000;
  static final int BATCH_PARAMS = 100;
  static final int BATCH_TAGS = 100;
  static final int BATCH_TOTAL = 1000;
  static final int PAGE = 50_000;
  static final int HISTORY_PAGE = 25_000;
  static final int DATASET_EXPERIMENTS = 20;
  static final int BULK_RUNS = 100;
  static final int BULK_POINTS = 2_500;

  private static final Pattern NAME =
      Pattern.compile("[/\\w.\\- :]*", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern RUN_ID = Pattern.compile("[a-zA-Z0-9][\\w\\-]{0,255}");

  private Limits() {}

  /** The characters of a key of a metric, param or tag. */
  static void key(Where where, String field, String key) {
    if (key.isEmpty()) {
      throw TrackingErrors.missingValue(where.of(field));
    }
    if (plain(key)) {
      return;
    }
    if (!NAME.matcher(key).matches()) {
      throw TrackingErrors.badName(where.of(field), key);
    }
    String resolved = normalised(key);
    if (!resolved.equals(key)
        || resolved.equals(".")
        || key.startsWith("/")
        || resolved.startsWith("..")) {
      throw TrackingErrors.nameResolvesElsewhere(where.of(field), key, resolved);
    }
  }

  static String key(String key) {
    key(Where.ALONE, "key", key);
    return tooLong("key", key, KEY);
  }

  static Metric metric(Metric metric) {
    return metric(Where.ALONE, metric);
  }

  /** Most keys are letters, digits and underscores: no need to look twice. */
  private static boolean plain(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean simple = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!simple && c != '_') {
        return false;
      }
    }
    return true;
  }

  static String tooLong(String parameter, String value, int limit) {
    if (value.length() > limit && value.codePointCount(0, value.length()) > limit) {
      throw TrackingErrors.tooLong(parameter, limit);
    }
    return value;
  }

  static String cut(String value, int limit) {
    return value.length() <= limit || value.codePointCount(0, value.length()) <= limit
        ? value
        : value.substring(0, value.offsetByCodePoints(0, limit));
  }

  private static String normalised(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..") && !segments.isEmpty() && !segments.getLast().equals("..")) {
        segments.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    String joined = String.join("/", segments);
    if (path.startsWith("/")) {
      return "/" + joined;
    }
    return joined.isEmpty() ? "." : joined;
  }

  static void runId(String runId) {
    if (runId.isEmpty()) {
      throw TrackingErrors.missingValue("run_id");
    }
    if (!RUN_ID.matcher(runId).matches()) {
      throw TrackingErrors.badRunId(runId);
    }
  }

  static Metric metric(Where where, Metric metric) {
    key(where, "name", metric.key());
    if (metric.timestamp() < 0) {
      throw TrackingErrors.badTimestamp(
          where.of("timestamp"), metric.key(), metric.value(), metric.timestamp());
    }
    tooLong("Metric name", metric.key(), KEY);
    return metric;
  }

  static Param param(Where where, Param param) {
    key(where, "key", param.key());
    tooLong("Param key", param.key(), KEY);
    String value = cut(param.value(), PARAM_VALUE);
    return value.length() == param.value().length() ? param : new Param(param.key(), value);
  }

  static RunTag tag(Where where, RunTag tag) {
    key(where, "key", tag.key());
    return keptTag(where, tag);
  }

  /** A tag that comes with what it is of: any characters, as the clients send them unchecked. */
  static RunTag keptTag(Where where, RunTag tag) {
    if (tag.key().isEmpty()) {
      throw TrackingErrors.missingValue(where.of("key"));
    }
    if (tag.key().length() > KEY) {
      tooLong(where.of("key"), tag.key(), KEY);
    }
    String value = cut(tag.value(), TAG_VALUE);
    return value.length() == tag.value().length() ? tag : new RunTag(tag.key(), value);
  }

  /** The batch as it will be stored. */
  static LogBatch batch(LogBatch batch) {
    count("metrics", LogBatch.MAX_METRICS, batch.metrics());
    count("params", BATCH_PARAMS, batch.params());
    count("tags", BATCH_TAGS, batch.tags());
    int total = batch.metrics().size() + batch.params().size() + batch.tags().size();
    if (total > BATCH_TOTAL) {
      throw TrackingErrors.batchTooLarge("metrics, params, and tags", BATCH_TOTAL, total);
    }
    return new LogBatch(
        each("metrics", batch.metrics(), Limits::metric),
        each("params", batch.params(), Limits::param),
        each("tags", batch.tags(), Limits::tag));
  }

  private static <T> List<T> each(String what, List<T> items, BiFunction<Where, T, T> check) {
    List<T> checked = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      checked.add(check.apply(new Where(what, i), items.get(i)));
    }
    return checked;
  }

  private static void count(String what, int limit, List<?> things) {
    if (things.size() > limit) {
      throw TrackingErrors.batchTooLarge(what, limit, things.size());
    }
  }

  static void maxResults(long maxResults, int limit) {
    if (maxResults < 1) {
      throw TrackingErrors.badMaxResults(maxResults, "It must be a positive integer");
    }
    if (maxResults > limit) {
      throw TrackingErrors.badMaxResults(maxResults, "It must be at most " + limit);
    }
  }
}
