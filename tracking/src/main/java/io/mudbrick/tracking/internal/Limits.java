package io.mudbrick.tracking.internal;

import io.mudbrick.tracking.LogBatch;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.RunTag;
import io.mudbrick.tracking.TrackingErrors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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

  /** The key of a metric, param or tag. */
  static String key(String parameter, String key) {
    if (key.isEmpty()) {
      throw TrackingErrors.missingValue(parameter);
    }
    if (plain(key)) {
      return tooLong(parameter, key, KEY);
    }
    if (!NAME.matcher(key).matches()) {
      throw TrackingErrors.badName(parameter, key);
    }
    String resolved = normalised(key);
    if (!resolved.equals(key) || key.startsWith("/") || resolved.startsWith("..")) {
      throw TrackingErrors.nameResolvesElsewhere(parameter, key, resolved);
    }
    return tooLong(parameter, key, KEY);
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

  static String runId(String runId) {
    if (runId.isEmpty()) {
      throw TrackingErrors.missingValue("run_id");
    }
    if (!RUN_ID.matcher(runId).matches()) {
      throw TrackingErrors.invalidValue(
          "run_id",
          runId,
          "A run id starts with a letter or digit and holds letters, digits, '_' and '-'.");
    }
    return runId;
  }

  static Metric metric(Metric metric) {
    key("name", metric.key());
    if (metric.timestamp() < 0) {
      throw TrackingErrors.badTimestamp(metric.key(), metric.value(), metric.timestamp());
    }
    return metric;
  }

  static Param param(Param param) {
    key("key", param.key());
    String value = cut(param.value(), PARAM_VALUE);
    return value.length() == param.value().length() ? param : new Param(param.key(), value);
  }

  static RunTag tag(RunTag tag) {
    key("key", tag.key());
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
    batch.metrics().forEach(Limits::metric);
    return new LogBatch(
        batch.metrics(),
        batch.params().stream().map(Limits::param).toList(),
        batch.tags().stream().map(Limits::tag).toList());
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
