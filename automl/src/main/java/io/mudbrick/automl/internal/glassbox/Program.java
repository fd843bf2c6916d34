package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.Trial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A trial as one Java file that runs by itself. */
public final class Program {
  /** Its name among the artifacts of the trial's run. */
  public static final String ARTIFACT = Trial.PROGRAM_PATH;

  static final List<String> IMPORTS =
      List.of(
          "io.mudbrick.automl.EvaluationMetric",
          "io.mudbrick.automl.ModelFamily",
          "io.mudbrick.automl.recipe.Learner",
          "io.mudbrick.automl.recipe.PreparedRows",
          "io.mudbrick.automl.recipe.Recipe",
          "io.mudbrick.automl.recipe.TestedBlends",
          "io.mudbrick.automl.recipe.TrialModel",
          "io.mudbrick.platform.model.ColumnEncoder",
          "io.mudbrick.platform.model.Frame",
          "io.mudbrick.platform.model.Predictions",
          "java.nio.file.Path",
          "java.util.Map",
          "java.util.TreeMap");

  private static final int MOST_STEPS = 200;
  private static final int WIDTH = 92;

  private final Story story;

  public Program(Story story) {
    this.story = story;
  }

  /** The source, in ASCII. */
  public byte[] bytes() {
    StringBuilder out = new StringBuilder();
    List<Chapter> chapters = story.chapters();
    String code = String.join("\n", chapters.stream().flatMap(c -> c.code().stream()).toList());
    for (String name : story.imports()) {
      String simple = name.substring(name.lastIndexOf('.') + 1);
      if (code.contains(simple)) {
        out.append("import ").append(name).append(";\n");
      }
    }
    head(out);
    out.append("public class Trial {\n  public static void main(String[] args) {\n");
    line(out, "String data = args.length > 0 ? args[0] :");
    line(out, "    " + JavaText.literal(story.rowsUri()) + ";");
    line(out, "String out = args.length > 1 ? args[1] : \"\";");
    int number = 1;
    for (Chapter chapter : chapters) {
      out.append('\n');
      line(out, "// " + number++ + ". " + chapter.title());
      for (String text : chapter.text()) {
        for (String row : wrapped(JavaText.comment(text), WIDTH)) {
          line(out, "// " + row);
        }
      }
      if (chapter.code().contains("PreparedRows prepared = recipe.prepare(rows);")) {
        steps(out);
      }
      chapter.code().forEach(row -> line(out, row));
    }
    return out.append("  }\n}\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void head(StringBuilder out) {
    out.append("\n/**\n");
    List<String> lines = new ArrayList<>();
    lines.add(story.title() + ": a model that predicts " + story.target() + ".");
    lines.add("");
    story.about().forEach((name, value) -> lines.add(name + ": " + value));
    lines.add("");
    lines.add("Makes the model again and compares its metrics with the recorded ones. Run it with");
    lines.add("the jars of Mudbrick on the class path, and say where the rows are as for MLflow:");
    lines.add("  MLFLOW_TRACKING_URI=... MLFLOW_TRACKING_TOKEN=... java -cp \"lib/*\" trial.java");
    lines.add("Or download them first:");
    lines.add(
        "  mlflow artifacts download -r "
            + story.explorationRunId()
            + " -a "
            + TrainingTable.ARTIFACT
            + " -d .");
    lines.add("  java -cp \"lib/*\" trial.java data/training_data [directory for the model]");
    for (String row : lines) {
      out.append(row.isEmpty() ? " *" : " * " + JavaText.comment(row)).append('\n');
    }
    out.append(" */\n");
  }

  /** Where the trial and its data are. */
  static Map<String, String> about(
      String experiment, String run, SortedMap<String, Long> tables, String digest) {
    Map<String, String> about = new TreeMap<>();
    about.put("Experiment", experiment);
    about.put("Run", run);
    tables.forEach((table, version) -> about.put("Table " + table, "version " + version));
    about.put("Digest of the data", digest);
    return about;
  }

  /** What the preparation came to, column by column. */
  private void steps(StringBuilder out) {
    List<String> rows = story.steps();
    line(out, "//");
    for (String row : rows.subList(0, Math.min(MOST_STEPS, rows.size()))) {
      line(out, "//   " + JavaText.comment(row));
    }
    if (rows.size() > MOST_STEPS) {
      line(out, "//   and " + (rows.size() - MOST_STEPS) + " more");
    }
  }

  private static void line(StringBuilder out, String code) {
    out.append(code.isEmpty() ? "" : "    " + code).append('\n');
  }

  static List<String> wrapped(String text, int width) {
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!row.isEmpty() && row.length() + 1 + word.length() > width) {
        rows.add(row.toString());
        row.setLength(0);
      }
      row.append(row.isEmpty() ? "" : " ").append(word);
    }
    rows.add(row.toString());
    return rows;
  }
}
