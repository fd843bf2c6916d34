package io.mudbrick.platform.cli;

import io.mudbrick.platform.json.Json;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * How a command shows what it found, mixed into those that show something: tables for people, JSON
 * with {@code --json} for programs.
 */
public final class Output {
  private static final String GAP = "  ";

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** Whether JSON was asked for. */
  public boolean isJson() {
    return json;
  }

  /** Prints an empty line, between things for people. */
  public void blank() {
    out().println();
  }

  /** Prints the objects as they are as JSON, or their columns as a table. */
  public void table(List<Map<String, Object>> items, String... columns) {
    if (json) {
      out().println(Json.write(items));
    } else {
      rows(
          List.of(columns),
          items.stream()
              .map(item -> List.of(columns).stream().map(c -> text(item.get(c))).toList())
              .toList());
    }
    out().flush();
  }

  /** Prints one object as it is as JSON, or its fields a line each; empty ones are left out. */
  public void object(Map<String, Object> item) {
    if (json) {
      out().println(Json.write(item));
    } else {
      int width = item.keySet().stream().mapToInt(String::length).max().orElse(0);
      item.forEach(
          (name, value) -> {
            String text = text(value);
            if (!text.isEmpty()) {
              out().println(pad(name, width) + GAP + text);
            }
          });
    }
    out().flush();
  }

  /** Prints the object as JSON, or the text. */
  public void text(Map<String, Object> item, String text) {
    out().println(json ? Json.write(item) : text);
    out().flush();
  }

  /** Prints a table of texts; nothing but a remark on stderr when it is empty. */
  private void rows(List<String> header, List<List<String>> rows) {
    if (rows.isEmpty()) {
      command.commandLine().getErr().println("Nothing found.");
      return;
    }
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              header.get(i).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    line(header, widths);
    rows.forEach(row -> line(row, widths));
  }

  private void line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == widths.length - 1 ? cells.get(i) : pad(cells.get(i), widths[i]) + GAP);
    }
    out().println(line.toString().stripTrailing());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(Output::text).collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> e.getKey() + "=" + text(e.getValue()))
          .collect(Collectors.joining(", "));
    }
    // A line break in a comment must not break the table.
    return value == null ? "" : value.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
