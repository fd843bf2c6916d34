package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.recipe.Learner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells which learners a trial has, with their hyperparameters. */
record LearnersChapter(TrialFacts facts) {

  Chapter write() {
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
      case FACTORIZATION_MACHINE ->
          "A factorisation machine: a line, and the products of all pairs of features by factors,"
              + " trained until the validation rows get no better.";
      case ENSEMBLE -> "A blend of other models.";
    };
  }
}
