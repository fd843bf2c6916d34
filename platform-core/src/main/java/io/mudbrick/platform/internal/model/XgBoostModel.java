package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model as XGBoost saved it, checked and ready to score.
 *
 * @param version of XGBoost, such as {@code 3.0.4}
 * @param featureNames empty when it was trained on a bare matrix
 * @param bases the margin that each output starts from: one, or one a class or target
 * @param bestIteration where early stopping found the best score; -1 when it did not run
 * @param categories one a feature, or none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record XgBoostModel(
    String version,
    Objective objective,
    String objectiveName,
    int features,
    List<String> featureNames,
    float[] bases,
    Booster booster,
    int bestIteration,
    List<XgBoostCategories> categories) {

  private static final int MAX_FEATURES = 1_000_000;
  private static final int MAX_OUTPUTS = 10_000;

  /** What was trained: trees, or weights. */
  sealed interface Booster permits XgBoostTrees, Weights {}

  /** Of {@code gblinear}. */
  record Weights(float[] values) implements Booster {}

  int outputs() {
    return bases.length;
  }

  FeatureModel open() {
    return booster instanceof XgBoostTrees trees
        ? new TreeEnsemble(this, trees)
        : new XgBoostLinear(this, ((Weights) booster).values());
  }

  /** Only the iterations up to the best one, as the scikit-learn classes of XGBoost predict. */
  XgBoostModel upToBest() {
    if (bestIteration < 0 || !(booster instanceof XgBoostTrees trees)) {
      return this;
    }
    return new XgBoostModel(
        version,
        objective,
        objectiveName,
        features,
        featureNames,
        bases,
        trees.upTo(bestIteration + 1),
        bestIteration,
        categories);
  }

  static XgBoostModel read(byte[] bytes, Estimator.Format format) {
    XgBoostDocument document =
        format == Estimator.Format.UBJ ? XgBoostUbj.read(bytes) : XgBoostJson.read(bytes);
    XgBoostDocument learner = document.get("learner");
    XgBoostDocument params = learner.get("learner_model_param");
    int features = bounded(params.get("num_feature"), MAX_FEATURES);
    int classes = bounded(params.get("num_class"), MAX_OUTPUTS);
    int targets = params.has("num_target") ? bounded(params.get("num_target"), MAX_OUTPUTS) : 1;
    if (classes > 1 && targets > 1) {
      throw ModelErrors.unsupported("it has " + classes + " classes of " + targets + " targets");
    }
    int outputs = Math.max(1, Math.max(classes, targets));
    String objectiveName = learner.get("objective").get("name").text();
    Objective objective = Objective.of(objectiveName);
    XgBoostDocument booster = learner.get("gradient_booster");
    return new XgBoostModel(
        version(document),
        objective,
        objectiveName,
        features,
        featureNames(learner),
        bases(params.get("base_score"), objective, outputs),
        booster(booster, features, outputs),
        bestIteration(learner),
        XgBoostCategories.read(booster, features));
  }

  private static Booster booster(XgBoostDocument booster, int features, int outputs) {
    String name = booster.get("name").text();
    return switch (name) {
      case "gbtree" -> XgBoostTrees.read(booster, new float[0], features, outputs);
      case "dart" -> {
        float[] weights = booster.get("weight_drop").floats();
        for (float weight : weights) {
          if (!Float.isFinite(weight)) {
            throw booster.get("weight_drop").wrong("a list of finite numbers");
          }
        }
        yield XgBoostTrees.read(booster.get("gbtree"), weights, features, outputs);
      }
      case "gblinear" -> new Weights(XgBoostLinear.read(booster, features, outputs));
      default ->
          throw ModelErrors.unsupported(
              "its booster is '" + name + "', none of 'gbtree', 'dart', 'gblinear'");
    };
  }

  private static String version(XgBoostDocument document) {
    return Arrays.stream(document.get("version").integers())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("."));
  }

  private static int bounded(XgBoostDocument where, int max) {
    int value = where.integer();
    if (value < 0 || value > max) {
      throw where.wrong("a number from 0 to " + max);
    }
    return value;
  }

  private static List<String> featureNames(XgBoostDocument learner) {
    if (!learner.has("feature_names")) {
      return List.of();
    }
    XgBoostDocument list = learner.get("feature_names");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      names.add(list.at(i).text());
    }
    return Collections.unmodifiableList(names);
  }

  /** Newer releases write a list, {@code [5E-1]} or one number an output; older ones a number. */
  private static float[] bases(XgBoostDocument where, Objective objective, int outputs) {
    String text = where.text();
    String[] parts =
        text.startsWith("[") && text.endsWith("]")
            ? text.substring(1, text.length() - 1).split(",", -1)
            : new String[] {text};
    if (parts.length != 1 && parts.length != outputs) {
      throw where.wrong("a score for each output");
    }
    float[] bases = new float[outputs];
    try {
      for (int k = 0; k < outputs; k++) {
        bases[k] = objective.margin(Float.parseFloat(parts[parts.length == 1 ? 0 : k].trim()));
        if (!Float.isFinite(bases[k])) {
          throw where.wrong("a score that the objective can start from");
        }
      }
    } catch (NumberFormatException e) {
      throw where.wrong("a number");
    }
    return bases;
  }

  private static int bestIteration(XgBoostDocument learner) {
    if (!learner.has("attributes") || !learner.get("attributes").has("best_iteration")) {
      return -1;
    }
    return learner.get("attributes").get("best_iteration").integer();
  }
}
