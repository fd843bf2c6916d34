package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.data.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells how a trial came about, from the rows to its metrics: once, for program and notebook. */
final class Chapters {
  private final TrialFacts facts;
  private final Prepared prepared;
  private final TrainingTable table;

  Chapters(TrialFacts facts) {
    this.facts = facts;
    this.prepared = facts.prepared();
    this.table = new TrainingTable(prepared);
  }

  List<Chapter> write() {
    List<Chapter> chapters =
        new ArrayList<>(
            List.of(
                rows(),
                new ColumnsChapter(facts).write(),
                features(),
                new LearnersChapter(facts).write(),
                fit(),
                metrics(),
                use()));
    if (!facts.testedBy().isEmpty()) {
      chapters.add(new TestChapter(facts).write());
    }
    return chapters;
  }

  private Chapter rows() {
    return new Chapter(
        "The rows",
        List.of(
            "The very rows that AutoML used, as one Parquet file: the columns that were learned from,"
                + " the target, and for each row the part that it plays. The run"
                + " `DataExploration` of the experiment keeps it as `"
                + TrainingTable.ARTIFACT
                + "`."),
        List.of(
            "Frame rows = Recipe.read(data);",
            "System.out.println(rows.rows() + \" rows, \" + rows.names().size() + \" columns\");"),
        List.of(
            prepared.rows().rows()
                + prepared.test().truth().length
                + " rows, "
                + (prepared.features().size() + 2 + (table.weightColumn() == null ? 0 : 1))
                + " columns"));
  }

  private Chapter features() {
    return new Chapter(
        "From columns to features",
        List.of(
            "The preparation is fitted to the rows that may be learned from, and goes with the"
                + " model: whoever asks it later sends raw rows. Means of the target by category"
                + " are computed out of fold: a row never sees its own target in them."),
        List.of("PreparedRows prepared = recipe.prepare(rows);"),
        List.of());
  }

  private Chapter fit() {
    boolean one = !facts.isBlend();
    List<String> code = new ArrayList<>();
    if (one) {
      code.add("TrialModel model = prepared.fit(learner);");
    } else {
      code.add("TrialModel model =");
      code.add("    prepared.blend(");
      code.add("        " + JavaText.literal(facts.blend().sharpness()) + ",");
      for (int i = 0; i < facts.members().size(); i++) {
        code.add(
            "        new PreparedRows.Share("
                + LearnersChapter.variable(facts, i)
                + ", "
                + JavaText.literal(facts.members().get(i).weight())
                + (i + 1 < facts.members().size() ? ")," : "));"));
      }
    }
    String folds =
        prepared.folds().size() == 1
            ? "The learner is fitted to the training rows."
            : "The learner is fitted once a fold; the model answers the mean of all of these fits.";
    return new Chapter(
        "Fit",
        one
            ? List.of(folds)
            : List.of(
                folds,
                "The blend answers the weighted mean of its members. A greedy search over the"
                    + " predictions for rows that each fit had not seen chose members and weights.",
                "Its first number is how much surer of its classes it is than that mean: a power of"
                    + " the probabilities, by the same predictions."),
        code,
        List.of());
  }

  private Chapter metrics() {
    List<String> names =
        facts.compared().stream()
            .filter(name -> facts.testedBy().isEmpty() || !TestChapter.tells(name))
            .toList();
    return judge(facts.metrics(), names);
  }

  /** The metrics of these names, and that they come out the same. */
  static Chapter judge(Map<String, Double> metrics, List<String> names) {
    List<String> output = new ArrayList<>();
    List<String> code = new ArrayList<>();
    recorded("recorded", metrics, names, code, output);
    code.add("model.mustScore(recorded);");
    code.add("recorded.forEach((name, value) -> System.out.printf(\"%-40s %s%n\", name, value));");
    return new Chapter(
        "Judge",
        List.of(
            "The metrics that the trial's run has. They come out the same to the last bit, or this"
                + " step fails and says which differs."),
        code,
        output);
  }

  /** Puts the recorded metrics of these names into a map, and into what is printed. */
  static void recorded(
      String variable,
      Map<String, Double> metrics,
      List<String> names,
      List<String> code,
      List<String> output) {
    code.add("Map<String, Double> " + variable + " = new TreeMap<>();");
    for (String name : names) {
      Double value = metrics.get(name);
      if (value != null) {
        code.add(
            variable
                + ".put("
                + JavaText.literal(name)
                + ", "
                + JavaText.literal((double) value)
                + ");");
        output.add(String.format(Locale.ROOT, "%-40s %s", name, value));
      }
    }
    output.sort(String::compareTo);
  }

  private Chapter use() {
    return new Chapter(
        "Use it",
        List.of(
            "The model takes raw rows, here the first three. `write` makes a model directory that"
                + " Java and Python load."),
        List.of(
            "Predictions first = model.predict(rows.slice(0, Math.min(3, rows.rows())));",
            "for (int row = 0; row < first.rows(); row++) {",
            "  System.out.println(\"row \" + row + \": \" + first.values().value(row));",
            "}",
            "if (!out.isEmpty()) {",
            "  model.write(Path.of(out));",
            "}"),
        List.of());
  }
}
