package io.mudbrick.catalog.internal.delta;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the properties of a new table: Delta's own are known and well formed, others are free. */
final class TableProperties {
  private static final String PREFIX = "delta.";
  private static final Pattern BOOLEAN = Pattern.compile("true|false");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
  private static final Pattern ANYTHING = Pattern.compile("(?s).*");

  /** Properties that change nothing in how a table is written, and what they may hold. */
  private static final Map<String, Pattern> KNOWN = new HashMap<>();

  /** Properties that are on only by a feature that we do not write. */
  private static final Map<String, String> FEATURES =
      Map.ofEntries(
          Map.entry("enabledeletionvectors", "deletionVectors"),
          Map.entry("enablechangedatafeed", "changeDataFeed"),
          Map.entry("enabletypewidening", "typeWidening"),
          Map.entry("enablerowtracking", "rowTracking"),
          Map.entry("enableincommittimestamps", "inCommitTimestamp"),
          Map.entry("enableicebergcompatv1", "icebergCompatV1"),
          Map.entry("enableicebergcompatv2", "icebergCompatV2"),
          Map.entry("columnmapping.mode", "columnMapping"),
          Map.entry("checkpointpolicy", "v2Checkpoint"));

  private static final Set<String> OFF = Set.of("false", "none", "classic");

  static {
    for (String name :
        Set.of(
            "appendOnly",
            "autoOptimize.optimizeWrite",
            "checkpoint.writeStatsAsJson",
            "checkpoint.writeStatsAsStruct",
            "compatibility.symlinkFormatManifest.enabled",
            "enableExpiredLogCleanup",
            "randomizeFilePrefixes",
            "tuneFileSizesForRewrites")) {
      KNOWN.put(name.toLowerCase(Locale.ROOT), BOOLEAN);
    }
    for (String name : Set.of("checkpointInterval", "randomPrefixLength")) {
      KNOWN.put(name.toLowerCase(Locale.ROOT), Pattern.compile("[1-9]\\d{0,8}"));
    }
    KNOWN.put("dataskippingnumindexedcols", NUMBER);
    KNOWN.put("isolationlevel", Pattern.compile("(?i)serializable|writeserializable"));
    KNOWN.put("minreaderversion", Pattern.compile("1"));
    KNOWN.put("minwriterversion", Pattern.compile("[12]"));
    for (String name :
        Set.of(
            "autoOptimize",
            "autoOptimize.autoCompact",
            "checkpointRetentionDuration",
            "columnMapping.maxColumnId",
            "dataSkippingStatsColumns",
            "deletedFileRetentionDuration",
            "lastCommitTimestamp",
            "lastUpdateVersion",
            "logRetentionDuration",
            "parquet.compression.codec",
            "setTransactionRetentionDuration",
            "targetFileSize",
            "universalFormat.enabledFormats")) {
      KNOWN.put(name.toLowerCase(Locale.ROOT), ANYTHING);
    }
  }

  private TableProperties() {}

  static void check(Map<String, String> properties) {
    Set<String> features = new TreeSet<>();
    properties.forEach((name, value) -> check(name, value, features));
    if (!features.isEmpty()) {
      throw DeltaErrors.unsupportedForWrite(features);
    }
  }

  private static void check(String name, String value, Set<String> features) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.startsWith(PREFIX)) {
      return;
    }
    String key = lower.substring(PREFIX.length());
    String feature = feature(key, name, value);
    if (feature != null) {
      features.add(feature);
      return;
    }
    if (FEATURES.containsKey(key) || key.startsWith("feature.")) {
      return;
    }
    Pattern form = KNOWN.get(key);
    if (form == null) {
      throw DeltaErrors.unknownProperty(name);
    }
    if (!form.matcher(value.strip().toLowerCase(Locale.ROOT)).matches()) {
      throw key.startsWith("min")
          ? DeltaErrors.unsupportedForWrite(Set.of(name + "=" + value))
          : DeltaErrors.badProperty(name, value, form == BOOLEAN ? "true" : form.pattern());
    }
    if (key.endsWith("duration")) {
      Properties.interval(name, value);
    }
  }

  /** The feature that a property asks for and we do not have. */
  private static @Nullable String feature(String key, String name, String value) {
    if (key.startsWith("constraints.")) {
      return "checkConstraints";
    }
    if (key.startsWith("feature.")) {
      String feature = name.substring(PREFIX.length() + "feature.".length());
      return KernelLog.OURS.contains(feature) ? null : feature;
    }
    String feature = FEATURES.get(key);
    return feature == null || OFF.contains(value.strip().toLowerCase(Locale.ROOT)) ? null : feature;
  }
}
