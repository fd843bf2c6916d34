package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Estimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A boosted or bagged ensemble as XGBoost saved it, checked and ready to pack.
 *
 * @param version of XGBoost, such as {@code 3.0.4}
 * @param outputs one, or one a class
 * @param bases the margin that each output starts from
 * @param groups the output that each tree adds to
 * @param bestIteration where early stopping found the best score; -1 when it did not run
 * @param iterationEnds the number of trees after each iteration
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record XgBoostModel(
    String version,
    Objective objective,
    String objectiveName,
    int features,
    List<String> featureNames,
    int outputs,
    float[] bases,
    int[] groups,
    List<TreeNodes> trees,
    int bestIteration,
    int[] iterationEnds) {

  private static final int MAX_FEATURES = 1_000_000;
  private static final int MAX_CLASSES = 10_000;

  TreeEnsemble ensemble() {
    return new TreeEnsemble(this);
  }

  /** Only the iterations up to the best one, as the scikit-learn classes of XGBoost predict. */
  XgBoostModel upToBest() {
    if (bestIteration < 0 || bestIteration >= iterationEnds.length) {
      return this;
    }
    return new XgBoostModel(
        version,
        objective,
        objectiveName,
        features,
        featureNames,
        outputs,
        bases,
        groups,
        trees.subList(0, iterationEnds[bestIteration]),
        bestIteration,
        iterationEnds);
  }

  static XgBoostModel read(byte[] bytes, Estimator.Format format) {
    XgBoostDocument document =
        format == Estimator.Format.UBJ ? XgBoostUbj.read(bytes) : XgBoostJson.read(bytes);
    XgBoostDocument learner = document.get("learner");
    XgBoostDocument booster = learner.get("gradient_booster");
    String name = booster.get("name").text();
    if (!name.equals("gbtree")) {
      throw ModelErrors.unsupported("its booster is '" + name + "', not 'gbtree'");
    }
    XgBoostDocument params = learner.get("learner_model_param");
    int features = bounded(params.get("num_feature"), MAX_FEATURES);
    int classes = bounded(params.get("num_class"), MAX_CLASSES);
    if (params.has("num_target") && params.get("num_target").integer() > 1) {
      throw ModelErrors.unsupported("it has several targets");
    }
    String objectiveName = learner.get("objective").get("name").text();
    Objective objective = Objective.of(objectiveName);
    int outputs = Math.max(classes, 1);
    XgBoostDocument model = booster.get("model");
    List<TreeNodes> trees = trees(model.get("trees"), features);
    return new XgBoostModel(
        version(document),
        objective,
        objectiveName,
        features,
        featureNames(learner),
        outputs,
        bases(params.get("base_score"), objective, outputs),
        groups(model.get("tree_info"), trees.size(), outputs),
        trees,
        bestIteration(learner),
        iterationEnds(model, trees.size(), outputs));
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

  private static List<TreeNodes> trees(XgBoostDocument list, int features) {
    List<TreeNodes> trees = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      trees.add(TreeNodes.read(list.at(i), features));
    }
    return trees;
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

  private static int[] groups(XgBoostDocument where, int trees, int outputs) {
    int[] groups = where.integers();
    if (groups.length != trees) {
      throw where.wrong("a list of one number a tree");
    }
    for (int group : groups) {
      if (group < 0 || group >= outputs) {
        throw where.wrong("a list of outputs below " + outputs);
      }
    }
    return groups;
  }

  private static int bestIteration(XgBoostDocument learner) {
    if (!learner.has("attributes") || !learner.get("attributes").has("best_iteration")) {
      return -1;
    }
    return learner.get("attributes").get("best_iteration").integer();
  }

  private static int[] iterationEnds(XgBoostDocument model, int trees, int outputs) {
    XgBoostDocument params = model.get("gbtree_model_param");
    int parallel = params.has("num_parallel_tree") ? params.get("num_parallel_tree").integer() : 1;
    long each = Math.max(1L, (long) parallel * outputs);
    int[] ends = new int[(int) (trees / each)];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (int) ((i + 1) * each);
    }
    return ends;
  }
}
