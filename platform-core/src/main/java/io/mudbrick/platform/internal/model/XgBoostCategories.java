package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The values that Python numbered from 0 before training, which XGBoost keeps since 3.1: strings
 * (bytes and where each begins) or numbers.
 *
 * @param texts as a frame spells them; empty for a feature that is a number already
 */
record XgBoostCategories(List<String> texts, boolean areNumbers) {

  /** One a feature; none when no feature has categories, and in models before 3.1. */
  static List<XgBoostCategories> read(XgBoostDocument booster, int features) {
    XgBoostDocument trees = booster.has("gbtree") ? booster.get("gbtree") : booster;
    XgBoostDocument model = trees.get("model");
    if (!model.has("cats") || !model.get("cats").has("enc")) {
      return List.of();
    }
    XgBoostDocument encodings = model.get("cats").get("enc");
    if (encodings.size() == 0) {
      return List.of();
    }
    if (encodings.size() != features) {
      throw encodings.wrong("a list of an encoding for each feature");
    }
    List<XgBoostCategories> all = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      XgBoostDocument encoding = encodings.at(i);
      boolean areStrings = encoding.has("offsets");
      List<String> values = areStrings ? strings(encoding) : numbers(encoding);
      if (new HashSet<>(values).size() != values.size()) {
        throw encoding.wrong("a list of categories, each of them once");
      }
      all.add(new XgBoostCategories(values, !areStrings));
    }
    return List.copyOf(all);
  }

  private static List<String> strings(XgBoostDocument encoding) {
    int[] ends = encoding.get("offsets").integers();
    int[] values = encoding.get("values").integers();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i + 1 < ends.length; i++) {
      if (ends[i] < 0 || ends[i + 1] < ends[i] || ends[i + 1] > bytes.length) {
        throw encoding.wrong("a list of strings");
      }
      texts.add(new String(bytes, ends[i], ends[i + 1] - ends[i], StandardCharsets.UTF_8));
    }
    return List.copyOf(texts);
  }

  /** As the texts that a frame gives numbers. */
  private static List<String> numbers(XgBoostDocument encoding) {
    List<String> texts = new ArrayList<>();
    for (double value : encoding.get("values").numbers()) {
      texts.add(String.valueOf(Column.doubles(value).text(0)));
    }
    return List.copyOf(texts);
  }
}
