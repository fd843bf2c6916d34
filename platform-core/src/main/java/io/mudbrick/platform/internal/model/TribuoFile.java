package io.mudbrick.platform.internal.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model as Tribuo 4.3 serializes it to protobuf. It is read field by field and scored by our own
 * classes: Tribuo itself would load every class that the file names. The names in the file only
 * tell the kinds apart.
 *
 * @param features their names, by id
 */
record TribuoFile(List<String> features, TribuoOutputs outputs, TribuoPart model) {
  static final String WHAT = "Tribuo model";
  private static final int MAX_FEATURES = 1_000_000;
  private static final int MAX_ENSEMBLES = 3;

  /**
   * A typed value.
   *
   * @param type the name of its message, such as {@code tribuo.common.tree.TreeModelProto}
   */
  record Any(String type, Proto value) {}

  /** What Tribuo wraps every object in: a version, a class name, and a typed value. */
  static Any any(Proto wrapper) {
    if (wrapper.integer(1) != 0) {
      throw ModelErrors.unsupported(
          "it is of version " + wrapper.integer(1) + " of Tribuo's format, later than 4.3");
    }
    Proto any = wrapper.find(3);
    if (any == null) {
      return new Any("", new Proto(wrapper.what(), new byte[0], 0, 0));
    }
    String url = any.text(1);
    Proto value = any.find(2);
    return new Any(
        url.substring(url.lastIndexOf('/') + 1),
        value == null ? new Proto(wrapper.what(), new byte[0], 0, 0) : value);
  }

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is malformed or of a kind
   *     that is not supported
   */
  static TribuoFile read(byte[] bytes) {
    Proto root = Proto.of(WHAT, bytes);
    Any any = any(root);
    Proto metadata = metadata(root, any);
    List<String> features = features(metadata.message(4));
    TribuoOutputs outputs = TribuoOutputs.read(metadata.message(5));
    return new TribuoFile(features, outputs, part(root, features, outputs, 0));
  }

  private static Proto metadata(Proto model, Any any) {
    if (any.type().isEmpty()) {
      throw model.wrong("it holds no model");
    }
    return any.value().message(1);
  }

  private static TribuoPart part(
      Proto wrapper, List<String> features, TribuoOutputs outputs, int depth) {
    Any any = any(wrapper);
    Proto model = any.value();
    Proto metadata = metadata(wrapper, any);
    boolean probabilities = metadata.integer(3) != 0;
    int width = features.size();
    return switch (any.type()) {
      case "tribuo.classification.sgd.ClassificationLinearSGDProto" ->
          TribuoLinear.read(
              model, TribuoLinear.link(model.message(3)), width, outputs, probabilities);
      case "tribuo.regression.sgd.RegressionLinearSGDProto" ->
          TribuoLinear.read(model, TribuoLinear.Link.NONE, width, outputs, false);
      case "tribuo.common.tree.TreeModelProto" ->
          TribuoTree.read(model, model.messages(2), width, outputs);
      case "tribuo.regression.tree.IndependentRegressionTreeModelProto" ->
          byDimension(model, width, outputs);
      case "tribuo.core.WeightedEnsembleModelProto" -> {
        if (depth >= MAX_ENSEMBLES) {
          throw model.wrong("ensembles nest deeper than " + MAX_ENSEMBLES);
        }
        yield ensemble(model, features, outputs, depth);
      }
      default ->
          throw ModelErrors.unsupported(
              "it is a '"
                  + any.type()
                  + "' of Tribuo; linear models, decision trees and their ensembles can be scored,"
                  + " others by exporting them to ONNX");
    };
  }

  /** A tree a dimension. */
  private static TribuoPart byDimension(Proto model, int features, TribuoOutputs outputs) {
    TribuoTree[] trees = new TribuoTree[outputs.names().size()];
    for (Proto entry : model.messages(2)) {
      int dimension = outputs.index(entry.text(1), model);
      trees[dimension] = TribuoTree.read(model, entry.message(2).messages(3), features, outputs);
    }
    if (Arrays.asList(trees).contains(null)) {
      throw model.wrong("a dimension has no tree");
    }
    return new TribuoPart() {
      @Override
      public int answer(double[] row, double[] out) {
        double[] own = new double[out.length];
        for (int k = 0; k < out.length; k++) {
          trees[k].answer(row, own);
          out[k] = own[k];
        }
        return 0;
      }

      @Override
      public boolean probabilities() {
        return false;
      }
    };
  }

  private static TribuoPart ensemble(
      Proto model, List<String> features, TribuoOutputs outputs, int depth) {
    List<TribuoPart> members = new ArrayList<>();
    for (Proto member : model.messages(2)) {
      members.add(part(member, features, outputs, depth + 1));
    }
    double[] weights = model.floats(3);
    if (weights.length == 0) {
      weights = new double[members.size()];
      Arrays.fill(weights, 1);
    }
    double sum = Arrays.stream(weights).sum();
    if (members.isEmpty() || weights.length != members.size() || !(sum > 0 && sum < 1e300)) {
      throw model.wrong(members.size() + " members have " + weights.length + " weights");
    }
    return new TribuoEnsemble(members, weights, TribuoEnsemble.combiner(model.message(4).text(2)));
  }

  private static List<String> features(Proto domain) {
    Any map = any(domain);
    if (!map.type().equals("tribuo.core.ImmutableFeatureMapProto")) {
      throw ModelErrors.unsupported("Tribuo hashed the names of its features");
    }
    List<Proto> infos = map.value().messages(1);
    if (infos.size() > MAX_FEATURES) {
      throw domain.wrong("it has more than " + MAX_FEATURES + " features");
    }
    String[] names = new String[infos.size()];
    for (Proto info : infos) {
      Proto own = any(info).value();
      int id = own.index(3, 0);
      if (id >= names.length || names[id] != null) {
        throw domain.wrong("the id " + id + " of a feature stands twice or is out of range");
      }
      names[id] = own.text(1);
    }
    return List.of(names);
  }
}
