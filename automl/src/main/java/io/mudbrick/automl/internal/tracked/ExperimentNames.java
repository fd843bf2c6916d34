package io.mudbrick.automl.internal.tracked;

import io.mudbrick.platform.Caller;
import io.mudbrick.tracking.Tracking;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the experiments of a caller are named. */
public record ExperimentNames(Caller caller, Tracking tracking) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy_MM_dd-HH_mm_ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The name that is wanted, or one that tells what is learned, from what and when.
   *
   * @param folder that is wanted; else one in the caller's home
   */
  public String of(
      @Nullable String folder, @Nullable String wanted, String target, String data, Instant now) {
    String path = (folder == null ? home() : folder) + "/";
    return wanted != null
        ? path + wanted
        : unused(path + target + "_" + data + "-" + TIME.format(now));
  }

  /**
   * The id or the path of an experiment.
   *
   * @param given one of these, or a name in the caller's home
   */
  public String find(String given) {
    boolean whole =
        isId(given) || given.startsWith("/") || tracking.getExperimentByName(given).isPresent();
    return whole ? given : home() + "/" + given;
  }

  public static boolean isId(String given) {
    return given.chars().allMatch(Character::isDigit);
  }

  private String home() {
    return "/Users/" + caller.principal().name() + "/databricks_automl";
  }

  /** Two runs may start in one second. */
  private String unused(String name) {
    String free = name;
    for (int i = 2; tracking.getExperimentByName(free).isPresent(); i++) {
      free = name + "-" + i;
    }
    return free;
  }
}
