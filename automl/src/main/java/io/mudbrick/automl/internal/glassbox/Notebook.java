package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.Trial;
import io.mudbrick.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A trial as a Jupyter notebook of version 4.5, with what its cells print already in it. */
public final class Notebook {
  /** Its name among the artifacts of the trial's run. */
  public static final String ARTIFACT = Trial.NOTEBOOK_PATH;

  private final Story story;
  private final Map<String, byte[]> pictures;
  private final List<Map<String, Object>> cells = new ArrayList<>();
  private int executed;

  /**
   * @param pictures of the trial, by file name; SVG and PNG
   */
  public Notebook(Story story, Map<String, byte[]> pictures) {
    this.story = story;
    this.pictures = pictures;
  }

  /** The file, in UTF-8. */
  public byte[] bytes() {
    markdown(title());
    code(imports(), List.of());
    for (Chapter chapter : story.chapters()) {
      StringBuilder text = new StringBuilder("## " + chapter.title() + "\n");
      chapter.text().forEach(paragraph -> text.append('\n').append(paragraph).append('\n'));
      if (chapter.title().equals("From columns to features")) {
        steps(text);
      }
      if (chapter.title().equals("Judge")) {
        table(text);
      }
      markdown(text.toString());
      code(chapter.code(), chapter.output());
    }
    pictures();
    Map<String, Object> notebook = new LinkedHashMap<>();
    notebook.put("cells", cells);
    notebook.put("metadata", metadata());
    notebook.put("nbformat", 4);
    notebook.put("nbformat_minor", 5);
    return Json.bytes(notebook);
  }

  private static Map<String, Object> metadata() {
    Map<String, Object> language = new LinkedHashMap<>();
    language.put("name", "java");
    language.put("file_extension", ".jshell");
    language.put("mimetype", "text/x-java-source");
    language.put("pygments_lexer", "java");
    language.put("version", "17");
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("kernelspec", Map.of("display_name", "Java", "language", "java", "name", "java"));
    metadata.put("language_info", language);
    return metadata;
  }

  private String title() {
    StringBuilder text = new StringBuilder("# ");
    text.append(escaped(story.title())).append(": predicts ");
    text.append(escaped(story.target())).append("\n\n");
    story
        .about()
        .forEach(
            (name, value) ->
                text.append("- ")
                    .append(escaped(name))
                    .append(": ")
                    .append(escaped(value))
                    .append('\n'));
    text.append(
        "\nThis notebook makes the trial's model again, step by step, and compares its metrics with"
            + " the recorded ones. It runs in a Java kernel (such as IJava or Rapaio's) with the"
            + " jars of Mudbrick on its class path.\n");
    return text.toString();
  }

  private List<String> imports() {
    List<String> code = new ArrayList<>();
    story.imports().forEach(name -> code.add("import " + name + ";"));
    code.add("");
    code.add(
        "// Read from the server that MLFLOW_TRACKING_URI names; a downloaded file will do, too.");
    code.add("String data = " + JavaText.literal(story.rowsUri()) + ";");
    code.add("String out = \"\"; // a directory for the model, if wanted");
    return code;
  }

  private void steps(StringBuilder text) {
    text.append("\n| column | becomes |\n|---|---|\n");
    List<String> lines = story.steps();
    for (String line : lines.subList(0, Math.min(MOST_STEPS, lines.size()))) {
      int colon = line.indexOf(": ");
      String column = colon < 0 ? line : line.substring(0, colon);
      String step = colon < 0 ? "" : line.substring(colon + 2);
      text.append("| ").append(escaped(column)).append(" | ").append(escaped(step)).append(" |\n");
    }
    if (lines.size() > MOST_STEPS) {
      text.append("\n").append(lines.size() - MOST_STEPS).append(" more.\n");
    }
  }

  private static final int MOST_STEPS = 200;

  /** Metrics by name, a column for each part of the rows. */
  private void table(StringBuilder text) {
    Map<String, String> parts = parts();
    List<String> names =
        story.metrics().keySet().stream()
            .filter(name -> name.startsWith("val_"))
            .map(name -> name.substring("val_".length()))
            .filter(name -> !name.contains("_ci_"))
            .sorted()
            .toList();
    boolean intervals = story.metrics().keySet().stream().anyMatch(name -> name.contains("_ci_"));
    text.append(intervals ? "\nIn brackets the 95 % interval.\n" : "");
    text.append("\n| metric");
    parts.values().forEach(part -> text.append(" | ").append(part));
    text.append(" |\n|---").append("|--:".repeat(parts.size())).append("|\n");
    for (String name : names) {
      text.append("| ").append(escaped(name));
      for (String part : parts.keySet()) {
        text.append(" | ").append(number(part + name)).append(interval(part + name));
      }
      text.append(" |\n");
    }
  }

  /** Those that have metrics. */
  private Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("training_", "training");
    parts.put("val_", "validation");
    parts.put("test_", "test");
    parts
        .keySet()
        .removeIf(part -> story.metrics().keySet().stream().noneMatch(n -> n.startsWith(part)));
    return parts;
  }

  private String interval(String name) {
    String low = number(name + "_ci_low");
    return low.isEmpty() ? "" : " (" + low + " \u2013 " + number(name + "_ci_high") + ")";
  }

  private String number(String name) {
    Double value = story.metrics().get(name);
    return value == null ? "" : String.format(Locale.ROOT, "%.5g", value);
  }

  private void pictures() {
    if (pictures.isEmpty()) {
      return;
    }
    markdown("## Pictures\n\nAs the trial's run keeps them among its artifacts.\n");
    List<Map<String, Object>> outputs = new ArrayList<>();
    pictures.forEach((name, bytes) -> outputs.add(picture(name, bytes)));
    cell("code", List.of("// The pictures of the run " + story.runId()), outputs);
  }

  private static Map<String, Object> picture(String name, byte[] bytes) {
    boolean png = name.endsWith(".png");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(
        png ? "image/png" : "image/svg+xml",
        png
            ? Base64.getEncoder().encodeToString(bytes)
            : new String(bytes, StandardCharsets.UTF_8));
    data.put("text/plain", name);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("output_type", "display_data");
    output.put("data", data);
    output.put("metadata", Map.of());
    return output;
  }

  private void markdown(String text) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("cell_type", "markdown");
    cell.put("id", id());
    cell.put("metadata", Map.of());
    cell.put("source", lines(text.strip()));
    cells.add(cell);
  }

  private void code(List<String> code, List<String> printed) {
    List<Map<String, Object>> outputs = new ArrayList<>();
    if (!printed.isEmpty()) {
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("output_type", "stream");
      output.put("name", "stdout");
      output.put("text", lines(String.join("\n", printed) + "\n"));
      outputs.add(output);
    }
    cell("code", code, outputs);
  }

  private void cell(String type, List<String> code, List<Map<String, Object>> outputs) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("cell_type", type);
    cell.put("execution_count", ++executed);
    cell.put("id", id());
    cell.put("metadata", Map.of());
    cell.put("outputs", outputs);
    cell.put("source", lines(String.join("\n", code)));
    cells.add(cell);
  }

  private String id() {
    return "cell-" + (cells.size() + 1);
  }

  /** Each line with its end, as notebooks have them. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }

  /** What people chose, in Markdown that may hold HTML. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        out.append(' ');
      } else if ("\\`*_{}[]()#+!|~$".indexOf(c) >= 0) {
        out.append('\\').append(c);
      } else {
        out.append(c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : String.valueOf(c));
      }
    }
    return out.toString();
  }
}
