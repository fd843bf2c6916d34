package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.LinearModel;
import java.util.List;
import java.util.Locale;

/** Our format for linear models: numbers and names in JSON. */
public final class LinearJson {
  static final String FILE = "linear.json";
  private static final String FORMAT = "mudbrick.linear";

  private LinearJson() {}

  static ObjectNode write(LinearModel model) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT).put("version", 1);
    root.put("link", name(model.link()));
    model.features().forEach(root.putArray("features")::add);
    ArrayNode rows = root.putArray("coefficients");
    for (double[] row : model.coefficients()) {
      numbers(rows.addArray(), row);
    }
    numbers(root.putArray("intercepts"), model.intercepts());
    numbers(root.putArray("means"), model.means());
    return root;
  }

  private static void numbers(ArrayNode array, double[] values) {
    for (double value : values) {
      array.add(value);
    }
  }

  static LinearModel read(JsonNode root) {
    Json.checkFormat(FILE, root, FORMAT);
    JsonNode rows = Json.array(FILE, root, "coefficients");
    double[][] coefficients = new double[rows.size()][];
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = Json.numbers(FILE, "coefficients", rows.get(i));
    }
    return new LinearModel(
        link(Json.text(FILE, root, "link")),
        Json.texts(FILE, root, "features"),
        coefficients,
        Json.numbers(FILE, "intercepts", Json.member(FILE, root, "intercepts")),
        Json.numbers(FILE, "means", Json.member(FILE, root, "means")));
  }

  static String name(LinearModel.Link link) {
    return link.name().toLowerCase(Locale.ROOT);
  }

  static LinearModel.Link link(String name) {
    for (LinearModel.Link link : LinearModel.Link.values()) {
      if (name(link).equals(name)) {
        return link;
      }
    }
    throw ModelErrors.malformed(FILE, "there is no link '" + name + "'");
  }

  /** Refuses parts of unequal sizes. */
  public static void check(
      LinearModel.Link link,
      List<String> features,
      double[][] coefficients,
      double[] intercepts,
      double[] means) {
    int outputs = coefficients.length;
    if (outputs == 0 || intercepts.length != outputs) {
      throw ModelErrors.malformed(
          FILE, outputs + " rows of coefficients for " + intercepts.length + " intercepts");
    }
    if (link == LinearModel.Link.SOFTMAX ? outputs < 2 : outputs != 1) {
      throw ModelErrors.malformed(FILE, "the link " + link + " over " + outputs + " outputs");
    }
    for (double[] row : coefficients) {
      if (row.length != features.size()) {
        throw ModelErrors.malformed(
            FILE, row.length + " coefficients for " + features.size() + " features");
      }
    }
    if (means.length != features.size()) {
      throw ModelErrors.malformed(
          FILE, means.length + " means for " + features.size() + " features");
    }
  }
}
