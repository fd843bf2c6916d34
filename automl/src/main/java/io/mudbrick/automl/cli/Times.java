package io.mudbrick.automl.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Lengths of time as people write them. */
final class Times {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h|)");

  private Times() {}

  /** {@code 60s}, {@code 10m}, {@code 1h}; a number alone is of seconds. */
  static Duration parse(CommandLine command, String text) {
    Matcher matcher = TIME.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new CommandLine.ParameterException(
          command, "'" + text + "' is no time; write 60s, 10m or 1h");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
