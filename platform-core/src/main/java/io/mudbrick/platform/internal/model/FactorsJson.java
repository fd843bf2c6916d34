package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.FactorizationMachine;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import java.util.List;

/** Our format for factorisation machines, as that for networks. */
public final class FactorsJson {
  static final String FILE = "factors.json";
  private static final String FORMAT = "mudbrick.factors";

  private FactorsJson() {}

  static ObjectNode write(FactorizationMachine machine) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT).put("version", 1);
    root.put("link", LinearJson.name(machine.link()));
    machine.features().forEach(root.putArray("features")::add);
    NetworkJson.write(machine.inputs(), root);
    root.put("biases", NetworkJson.base64(machine.biases()));
    root.put("weights", NetworkJson.base64(machine.weights()));
    root.put("factors", NetworkJson.base64(machine.factors()));
    return root;
  }

  static FactorizationMachine read(JsonNode root) {
    Json.checkFormat(FILE, root, FORMAT);
    List<String> features = Json.texts(FILE, root, "features");
    return new FactorizationMachine(
        LinearJson.link(Json.text(FILE, root, "link")),
        features,
        NetworkJson.inputs(FILE, root),
        NetworkJson.floats(FILE, root, "biases"),
        rows(root, "weights", features.size()),
        rows(root, "factors", features.size()));
  }

  private static float[][] rows(JsonNode root, String name, int count) {
    float[] flat = NetworkJson.floats(FILE, root, name);
    if (count == 0 || flat.length % count != 0) {
      throw ModelErrors.malformed(FILE, flat.length + " " + name + " for " + count + " features");
    }
    return NetworkJson.rows(flat, flat.length / count);
  }

  /** Refuses parts of unequal sizes and numbers that are none. */
  public static void check(
      LinearModel.Link link,
      List<String> features,
      NeuralNetwork.Inputs inputs,
      float[] biases,
      float[][] weights,
      float[][] factors) {
    NetworkJson.check(FILE, features.size(), inputs);
    int outputs = biases.length;
    if (link == LinearModel.Link.SOFTMAX ? outputs < 2 : outputs != 1) {
      throw ModelErrors.malformed(FILE, "the link " + link + " over " + outputs + " outputs");
    }
    if (weights.length != features.size() || factors.length != features.size()) {
      throw ModelErrors.malformed(FILE, "its weights are not of " + features.size() + " features");
    }
    NetworkJson.finite(FILE, biases);
    for (int i = 0; i < weights.length; i++) {
      if (weights[i].length != outputs
          || factors[i].length % outputs != 0
          || factors[i].length != factors[0].length) {
        throw ModelErrors.malformed(FILE, "feature " + i + " does not fit " + outputs + " outputs");
      }
      NetworkJson.finite(FILE, weights[i]);
      NetworkJson.finite(FILE, factors[i]);
    }
  }
}
