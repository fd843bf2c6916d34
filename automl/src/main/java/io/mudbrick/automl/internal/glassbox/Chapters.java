package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.data.ColumnPlan;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.recipe.Learner;
import io.mudbrick.platform.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells how a trial came about, from the rows to its metrics: once, for program and notebook. */
final class Chapters {
  /** So many names stand in one call. */
  private static final int MOST_IN_A_CALL = 8;

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
        new ArrayList<>(List.of(rows(), recipe(), features(), learners(), fit(), metrics(), use()));
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

  private Chapter recipe() {
    Target target = prepared.truth().target();
    List<String> code = new ArrayList<>();
    code.add("Recipe recipe =");
    String name = JavaText.literal(target.column());
    String classes =
        target.classes().stream().map(JavaText::literal).collect(Collectors.joining(", "));
    code.add(
        target.isClassification()
            ? "    Recipe.classification(" + name + ", " + classes + ")"
            : "    Recipe.regression(" + name + ")");
    code.add("        .split(" + JavaText.literal(table.splitColumn()) + ")");
    String weights = table.weightColumn();
    if (weights != null) {
      code.add("        .weights(" + JavaText.literal(weights) + ")");
    }
    code.add("        .primaryMetric(EvaluationMetric." + facts.primaryMetric().name() + ")");
    code.add("        .seed(" + facts.seed() + "L)");
    columns(code);
    code.add("        .build();");
    return new Chapter(
        "What the columns mean",
        List.of(
            split(),
            "Each column says as what it is learned from. Where that is not how it is stored, it is"
                + " said how its values are read."),
        code,
        List.of());
  }

  private String split() {
    String by = "The column `" + table.splitColumn() + "` splits the rows: ";
    return prepared.folds().size() == 1
        ? by
            + "`train` rows are learned from, `val` rows choose between trials, `test` rows only"
            + " tell how good the choice is."
        : by
            + prepared.folds().size()
            + " folds judge each row once, by a model that has not seen it"
            + (prepared.test().truth().length == 0 ? "." : "; `test` rows no fold knows.");
  }

  /** Neighbours that are learned from alike stand together; the order of the features stays. */
  private void columns(List<String> code) {
    List<ColumnPlan> plan = prepared.plan();
    for (int from = 0; from < plan.size(); ) {
      ColumnPlan first = plan.get(from);
      int to = from + 1;
      if (first.kind() == ColumnPlan.Kind.CATEGORY) {
        code.add(
            "        .category(" + JavaText.literal(first.name()) + ", " + first.levels() + ")");
      } else {
        while (to < plan.size()
            && to - from < MOST_IN_A_CALL
            && plan.get(to).kind() == first.kind()) {
          to++;
        }
        code.add(
            plan.subList(from, to).stream()
                .map(column -> JavaText.literal(column.name()))
                .collect(Collectors.joining(", ", "        ." + method(first.kind()) + "(", ")")));
      }
      plan.subList(from, to).forEach(column -> readings(column, code));
      from = to;
    }
  }

  private static String method(ColumnPlan.Kind kind) {
    return switch (kind) {
      case NUMBER -> "numbers";
      case CATEGORY -> "category";
      case WORDS -> "words";
      case TIME -> "times";
      case LIST -> "lists";
    };
  }

  private static void readings(ColumnPlan column, List<String> code) {
    String name = JavaText.literal(column.name());
    if (column.reading() != null) {
      String formats =
          column.formats().stream()
              .map(format -> ", " + JavaText.literal(format))
              .collect(Collectors.joining());
      code.add(
          "        .readAs("
              + name
              + ", ColumnEncoder.Reading."
              + column.reading().name()
              + formats
              + ")");
    }
    Object fill = column.fill();
    if (fill != null) {
      code.add("        .fill(" + name + ", " + JavaText.literal(fill) + ")");
    }
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

  private Chapter learners() {
    List<String> code = new ArrayList<>();
    for (int i = 0; i < facts.members().size(); i++) {
      if (i > 0) {
        code.add("");
      }
      TrialFacts.Part part = facts.members().get(i);
      if (facts.isBlend()) {
        code.add("// " + JavaText.comment(part.name()));
      }
      learner(variable(facts, i), part.learner(), code);
    }
    List<String> text = new ArrayList<>();
    facts.members().stream()
        .map(part -> part.learner().family())
        .distinct()
        .forEach(family -> text.add(story(family)));
    if (facts.members().stream().anyMatch(part -> !part.learner().steps().isEmpty())) {
      text.add(
          "The time was over before some fits were at their end; `stopping` stops them at the same"
              + " step.");
    }
    if (facts.members().stream().anyMatch(part -> part.learner().rounds() > 0)) {
      text.add(
          "With `onAllRows`, the folds' fits tell how good a learner is; what the blend asks is one"
              + " more fit to the rows of all folds, for as many rounds as theirs took on average.");
    }
    return new Chapter(facts.isBlend() ? "The learners" : "The learner", text, code, List.of());
  }

  /** The name of a learner in the code. */
  static String variable(TrialFacts facts, int index) {
    return facts.isBlend() ? "learner" + (index + 1) : "learner";
  }

  /** Says how to make a learner. */
  static void learner(String variable, Learner learner, List<String> code) {
    code.add("Learner " + variable + " =");
    code.add("    Learner.of(ModelFamily." + learner.family().name() + ")");
    for (Map.Entry<String, Double> param : learner.params().entrySet()) {
      code.add(
          "        .with("
              + JavaText.literal(param.getKey())
              + ", "
              + JavaText.literal((double) param.getValue())
              + ")");
    }
    learner
        .steps()
        .forEach((fold, steps) -> code.add("        .stopping(" + fold + ", " + steps + ")"));
    if (learner.rounds() > 0) {
      code.add("        .onAllRows(" + learner.rounds() + ")");
    }
    code.add("        .seed(" + learner.seed() + "L);");
  }

  private static String story(ModelFamily family) {
    return switch (family) {
      case LINEAR ->
          "A linear model under an elastic-net penalty; of a path of ever smaller penalties the one"
              + " that the validation rows like best.";
      case DISCRIMINANT_ANALYSIS ->
          "Discriminant analysis: classes as clouds of rows, each with a mean and a covariance of"
              + " its own, which is drawn towards that of all classes and towards a sphere. The"
              + " validation rows say how much towards the sphere, and how sure to be.";
      case DECISION_TREE ->
          "One decision tree: short enough to be read, and a measure of what larger models add.";
      case RANDOM_FOREST ->
          "A random forest: many deep trees, each of other rows and columns; the answer is their"
              + " mean.";
      case EXTRA_TREES ->
          "Extremely randomised trees: a forest whose cuts are drawn at random, which makes its trees"
              + " differ more.";
      case XGBOOST ->
          "Gradient boosted trees by XGBoost: each tree mends what the trees before it left over,"
              + " until the validation rows get no better.";
      case NEURAL_NETWORK ->
          "A small neural network, trained until the validation rows get no better.";
      default -> "A model of the family `" + family.wireName() + "`.";
    };
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
                + variable(facts, i)
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
