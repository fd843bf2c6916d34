package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.data.ColumnPlan;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.platform.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells what the columns mean and how the rows are split. */
final class ColumnsChapter {
  /** So many names stand in one call. */
  private static final int MOST_IN_A_CALL = 8;

  private final TrialFacts facts;
  private final Prepared prepared;
  private final TrainingTable table;

  ColumnsChapter(TrialFacts facts) {
    this.facts = facts;
    this.prepared = facts.prepared();
    this.table = new TrainingTable(prepared);
  }

  Chapter write() {
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
}
