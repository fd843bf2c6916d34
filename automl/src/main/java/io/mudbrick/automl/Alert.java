package io.mudbrick.automl;

import java.util.List;
import java.util.Locale;

/**
 * Something about the data that a person should know: a column left out, a suspicious one, rows
 * dropped. Kept as the experiment tag {@code _databricks_automl.alerts.<name>}.
 *
 * @param name such as {@code unique_cols}
 * @param columns the columns concerned; may be empty
 * @param message one sentence
 */
public record Alert(String name, Severity severity, List<String> columns, String message) {
  /** How much it matters. */
  public enum Severity {
    LOW,
    MEDIUM,
    HIGH;

    /** As the tag spells it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Alert {
    columns = List.copyOf(columns);
  }
}
