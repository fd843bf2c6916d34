package io.mudbrick.automl.internal.train.forest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Trees in the UBJSON form of XGBoost 3.0: a regression of as many targets as there are outputs, so
 * that the sum of the leaves is the answer. Not thread-safe.
 */
final class XgBoostFile {
  private final List<String> features;
  private final int outputs;
  private final float base;
  private final Ubj trees = new Ubj();
  private final List<Integer> groups = new ArrayList<>();

  XgBoostFile(List<String> features, int outputs, float base) {
    this.features = features;
    this.outputs = outputs;
    this.base = base;
  }

  /**
   * Adds a tree.
   *
   * @param share what its answers are multiplied by
   */
  void add(Tree tree, int group, double share) {
    int count = tree.count;
    int[] parents = new int[count];
    int[] right = new int[count];
    parents[0] = Integer.MAX_VALUE;
    for (int node = 0; node < count; node++) {
      right[node] = -1;
      if (tree.left[node] >= 0) {
        right[node] = tree.left[node] + 1;
        parents[tree.left[node]] = node;
        parents[tree.left[node] + 1] = node;
      }
    }
    IntFunction<Float> value =
        node -> tree.left[node] < 0 ? (float) (tree.value[node][0] * share) : 0f;
    trees.open();
    trees.key("base_weights").floats(count, value);
    for (String none : new String[] {"categories", "categories_nodes"}) {
      trees.key(none).ints(0, node -> 0);
    }
    for (String none : new String[] {"categories_segments", "categories_sizes"}) {
      trees.key(none).longs();
    }
    trees.key("default_left").bytes(count, node -> tree.missingLeft[node] ? 1 : 0);
    trees.key("id").number(groups.size());
    trees.key("left_children").ints(count, node -> tree.left[node]);
    trees.key("loss_changes").floats(count, node -> tree.left[node] < 0 ? 0f : 1f);
    trees.key("parents").ints(count, node -> parents[node]);
    trees.key("right_children").ints(count, node -> right[node]);
    trees
        .key("split_conditions")
        .floats(count, node -> tree.left[node] < 0 ? value.apply(node) : tree.threshold[node]);
    trees.key("split_indices").ints(count, node -> tree.left[node] < 0 ? 0 : tree.feature[node]);
    trees.key("split_type").bytes(count, node -> 0);
    trees.key("sum_hessian").floats(count, node -> tree.cover[node]);
    trees.key("tree_param").open();
    trees.key("num_deleted").text("0");
    trees.key("num_feature").text(Integer.toString(features.size()));
    trees.key("num_nodes").text(Integer.toString(count));
    trees.key("size_leaf_vector").text("1");
    trees.close().close();
    groups.add(group);
  }

  /** The whole model. */
  byte[] bytes(int parallel) {
    Ubj out = new Ubj().open().key("learner").open();
    out.key("attributes").open().close();
    out.key("feature_names").array(features.size());
    features.forEach(out::text);
    out.key("feature_types").array(features.size());
    features.forEach(any -> out.text("float"));
    out.key("gradient_booster").open().key("model").open();
    out.key("gbtree_model_param").open();
    out.key("num_parallel_tree").text(Integer.toString(parallel));
    out.key("num_trees").text(Integer.toString(groups.size())).close();
    out.key("iteration_indptr").array(2).number(0).number(groups.size());
    out.key("tree_info").array(groups.size());
    groups.forEach(out::number);
    out.key("trees").array(groups.size()).append(trees);
    out.close().key("name").text("gbtree").close();
    out.key("learner_model_param").open();
    out.key("base_score").text(Float.toString(base));
    out.key("boost_from_average").text("0");
    out.key("num_class").text("0");
    out.key("num_feature").text(Integer.toString(features.size()));
    out.key("num_target").text(Integer.toString(outputs)).close();
    out.key("objective").open().key("name").text("reg:squarederror");
    out.key("reg_loss_param").open().key("scale_pos_weight").text("1").close().close();
    out.close().key("version").array(3).number(3).number(0).number(4);
    return out.close().bytes();
  }

  /** Writes UBJSON as XGBoost does. */
  private static final class Ubj {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Ubj open() {
      out.write('{');
      return this;
    }

    Ubj close() {
      out.write('}');
      return this;
    }

    Ubj key(String name) {
      length(name.length());
      out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Ubj text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write('S');
      length(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Ubj number(int number) {
      out.write('l');
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
      return this;
    }

    Ubj array(int length) {
      out.write('[');
      out.write('#');
      length(length);
      return this;
    }

    Ubj append(Ubj other) {
      out.writeBytes(other.bytes());
      return this;
    }

    void floats(int count, IntFunction<Float> values) {
      typed('d', count);
      ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
      for (int i = 0; i < count; i++) {
        bytes.putFloat(values.apply(i));
      }
      out.writeBytes(bytes.array());
    }

    void ints(int count, IntFunction<Integer> values) {
      typed('l', count);
      ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES);
      for (int i = 0; i < count; i++) {
        bytes.putInt(values.apply(i));
      }
      out.writeBytes(bytes.array());
    }

    void bytes(int count, IntFunction<Integer> values) {
      typed('U', count);
      for (int i = 0; i < count; i++) {
        out.write(values.apply(i));
      }
    }

    void longs() {
      typed('L', 0);
    }

    private void typed(char type, int count) {
      out.write('[');
      out.write('$');
      out.write(type);
      out.write('#');
      length(count);
    }

    private void length(long length) {
      out.write('L');
      out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
