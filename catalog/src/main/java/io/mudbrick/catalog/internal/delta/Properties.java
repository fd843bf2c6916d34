package io.mudbrick.catalog.internal.delta;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Delta table properties that our own writers obey, with their defaults. */
final class Properties {
  static final Duration FILE_RETENTION = Duration.ofDays(7);

  private static final int CHECKPOINT_INTERVAL = 10;
  private static final long KB = 1024;
  private static final Pattern PART = Pattern.compile("(\\d+)\\s*([a-z]+)");
  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmgt]?)b?");

  private Properties() {}

  static long checkpointInterval(Map<String, String> properties) {
    String text = properties.get("delta.checkpointInterval");
    try {
      return text == null ? CHECKPOINT_INTERVAL : Math.max(1, Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return CHECKPOINT_INTERVAL;
    }
  }

  /** {@code delta.deletedFileRetentionDuration}: how long removed files serve older versions. */
  static Duration fileRetention(Map<String, String> properties) {
    String text = properties.get("delta.deletedFileRetentionDuration");
    return text == null ? FILE_RETENTION : interval("delta.deletedFileRetentionDuration", text);
  }

  static boolean autoCompact(Map<String, String> properties) {
    String wanted = properties.get("delta.autoOptimize.autoCompact");
    return wanted != null && !wanted.equalsIgnoreCase("false");
  }

  /** {@code delta.targetFileSize} in bytes, such as {@code 128mb}. */
  static @Nullable Long targetFileSize(Map<String, String> properties) {
    String text = properties.get("delta.targetFileSize");
    if (text == null) {
      return null;
    }
    Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw DeltaErrors.badProperty("delta.targetFileSize", text, "128mb");
    }
    long unit = KB;
    return switch (size.group(2)) {
      case "k" -> Long.parseLong(size.group(1)) * unit;
      case "m" -> Long.parseLong(size.group(1)) * unit * KB;
      case "g" -> Long.parseLong(size.group(1)) * unit * KB * KB;
      case "t" -> Long.parseLong(size.group(1)) * unit * KB * KB * KB;
      default -> Long.parseLong(size.group(1));
    };
  }

  /** An interval as Delta writes it: {@code interval 1 week}, {@code 36 hours}. */
  static Duration interval(String property, String text) {
    String parts = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^interval\\s+", "");
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(parts);
    int end = 0;
    while (part.find() && parts.substring(end, part.start()).isBlank()) {
      sum =
          sum.plus(unit(property, text, part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
      end = part.end();
    }
    if (end == 0 || !parts.substring(end).isBlank()) {
      throw DeltaErrors.badProperty(property, text, "interval 7 days");
    }
    return sum;
  }

  private static Duration unit(String property, String text, String name) {
    return switch (name.endsWith("s") ? name.substring(0, name.length() - 1) : name) {
      case "week" -> Duration.ofDays(7);
      case "day" -> Duration.ofDays(1);
      case "hour" -> Duration.ofHours(1);
      case "minute" -> Duration.ofMinutes(1);
      case "second" -> Duration.ofSeconds(1);
      case "millisecond" -> Duration.ofMillis(1);
      default -> throw DeltaErrors.badProperty(property, text, "interval 7 days");
    };
  }
}
