package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.recipe.Learner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells how a blend was tested where no rows were kept for that. */
final class TestChapter {
  private final TrialFacts facts;

  TestChapter(TrialFacts facts) {
    this.facts = facts;
  }

  /** Whether this chapter is where a metric belongs. */
  static boolean tells(String metric) {
    return metric.startsWith(MetricNames.TEST);
  }

  Chapter write() {
    List<String> code = new ArrayList<>();
    Map<Learner, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < facts.members().size(); i++) {
      variables.put(facts.members().get(i).learner(), LearnersChapter.variable(facts, i));
    }
    for (TrialFacts.Blend blend : facts.testedBy()) {
      for (TrialFacts.Part part : blend.members()) {
        if (!variables.containsKey(part.learner())) {
          String variable = LearnersChapter.variable(facts, variables.size());
          variables.put(part.learner(), variable);
          code.add("// " + JavaText.comment(part.name()));
          LearnersChapter.learner(variable, part.learner(), code);
          code.add("");
        }
      }
    }
    code.add("TestedBlends tested =");
    code.add("    prepared.test(");
    for (int i = 0; i < facts.testedBy().size(); i++) {
      blend(facts.testedBy().get(i), variables, i + 1 < facts.testedBy().size() ? "," : ");", code);
    }
    List<String> output = new ArrayList<>();
    Chapters.recorded(
        "recordedOfTest",
        facts.metrics(),
        facts.compared().stream().filter(TestChapter::tells).toList(),
        code,
        output);
    code.add("tested.mustScore(recordedOfTest);");
    code.add(
        "recordedOfTest.forEach((name, value) -> System.out.printf(\"%-40s %s%n\", name, value));");
    return new Chapter(
        "Test the choice",
        List.of(
            "Weights that are judged by the rows that chose them flatter themselves. So the `test_`"
                + " metrics are those of other blends: to each group of rows (a fold, or every fifth"
                + " row where there is one fold) answers the blend that the same search chooses when"
                + " these rows are not there. Some of its members may be trials that the blend itself"
                + " has no use for."),
        code,
        output);
  }

  private static void blend(
      TrialFacts.Blend blend, Map<Learner, String> variables, String end, List<String> code) {
    code.add("        new PreparedRows.Blend(");
    code.add("            " + JavaText.literal(blend.sharpness()) + ",");
    for (int i = 0; i < blend.members().size(); i++) {
      TrialFacts.Part part = blend.members().get(i);
      code.add(
          "            new PreparedRows.Share("
              + variables.get(part.learner())
              + ", "
              + JavaText.literal(part.weight())
              + (i + 1 < blend.members().size() ? ")," : "))" + end));
    }
  }
}
