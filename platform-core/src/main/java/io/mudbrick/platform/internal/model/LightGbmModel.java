package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudbrick.platform.model.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A model as LightGBM saved it, checked and ready to pack.
 *
 * @param link from raw scores to answers
 * @param outputs one, or one a class; tree {@code i} adds to output {@code i % outputs}
 * @param averaged whether scores are means over the iterations (random forests)
 * @param categories for each feature the values that Python numbered from 0 before training, as
 *     their texts; an empty list for a feature that is a number already
 */
record LightGbmModel(
    LightGbmLink link,
    List<String> featureNames,
    int outputs,
    boolean averaged,
    List<LightGbmTree> trees,
    List<List<String>> categories) {
  private static final int MAX_FEATURES = 1_000_000;
  private static final int MAX_CLASSES = 10_000;

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is malformed or of a kind
   *     that is not supported
   */
  static LightGbmModel read(byte[] bytes) {
    LightGbmText text = LightGbmText.read(bytes);
    Map<String, String> header = text.header();
    int features = LightGbmText.integer(header, "max_feature_idx", null, MAX_FEATURES - 1) + 1;
    int outputs = LightGbmText.integer(header, "num_tree_per_iteration", 1, MAX_CLASSES);
    if (outputs == 0 || text.trees().size() % outputs != 0) {
      throw ModelErrors.malformed(
          LightGbmText.WHAT, text.trees().size() + " trees are not " + outputs + " an iteration");
    }
    List<LightGbmTree> trees = new ArrayList<>();
    text.trees().forEach(tree -> trees.add(LightGbmTree.read(tree, features)));
    return new LightGbmModel(
        LightGbmLink.of(header.getOrDefault("objective", "")),
        words(header, "feature_names", features),
        outputs,
        header.containsKey("average_output"),
        trees,
        categories(words(header, "feature_infos", features), text.categories()));
  }

  LightGbmEnsemble ensemble() {
    return new LightGbmEnsemble(this);
  }

  int features() {
    return featureNames.size();
  }

  private static List<String> words(Map<String, String> header, String key, int count) {
    List<String> words = Arrays.asList(header.getOrDefault(key, "").split(" ", -1));
    if (words.size() != count) {
      throw ModelErrors.malformed(
          LightGbmText.WHAT, "'" + key + "' has " + words.size() + " words instead of " + count);
    }
    return words;
  }

  /** Pandas' lists belong to the categorical features in order; those have their codes as info. */
  private static List<List<String>> categories(List<String> infos, String json) {
    List<List<String>> all = new ArrayList<>();
    infos.forEach(info -> all.add(List.of()));
    JsonNode lists = json.isBlank() ? Json.object() : Json.parse(LightGbmText.WHAT, json);
    if (lists.size() == 0) {
      return all;
    }
    int next = 0;
    for (int i = 0; i < infos.size(); i++) {
      if (!infos.get(i).startsWith("[") && !infos.get(i).equals("none")) {
        if (next < lists.size()) {
          all.set(i, texts(lists.get(next)));
        }
        next++;
      }
    }
    if (next != lists.size()) {
      throw ModelErrors.unsupported(
          "it was trained on "
              + lists.size()
              + " categorical columns of pandas and "
              + next
              + " of its features are categorical");
    }
    return all;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(value -> texts.add(value.isNumber() ? number(value) : value.asText()));
    return List.copyOf(texts);
  }

  /** The text that a frame gives a number. */
  private static String number(JsonNode value) {
    return String.valueOf(Column.doubles(value.doubleValue()).text(0));
  }
}
