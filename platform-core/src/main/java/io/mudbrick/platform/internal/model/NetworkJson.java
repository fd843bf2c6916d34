package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Our format for networks: JSON, with arrays of little-endian floats in Base64. */
public final class NetworkJson {
  static final String FILE = "network.json";
  private static final String FORMAT = "mudbrick.network";
  private static final int MOST_LAYERS = 16;

  private NetworkJson() {}

  static String write(NeuralNetwork network) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT).put("version", 1);
    root.put("link", LinearJson.name(network.link()));
    network.features().forEach(root.putArray("features")::add);
    NeuralNetwork.Inputs inputs = network.inputs();
    root.putObject("inputs")
        .put("shifts", base64(inputs.shifts()))
        .put("scales", base64(inputs.scales()))
        .put("limit", inputs.limit())
        .put("base", base64(inputs.base()));
    ArrayNode layers = root.putArray("layers");
    for (NeuralNetwork.Layer layer : network.layers()) {
      int outputs = layer.biases().length;
      float[] flat = new float[layer.weights().length * outputs];
      for (int i = 0; i < layer.weights().length; i++) {
        System.arraycopy(layer.weights()[i], 0, flat, i * outputs, outputs);
      }
      layers.addObject().put("weights", base64(flat)).put("biases", base64(layer.biases()));
    }
    return Json.pretty(root);
  }

  static NeuralNetwork read(String json) {
    JsonNode root = Json.parse(FILE, json);
    if (!Json.text(FILE, root, "format").equals(FORMAT) || root.path("version").asInt() != 1) {
      throw ModelErrors.malformed(FILE, "it is not '" + FORMAT + "' version 1");
    }
    JsonNode inputs = Json.member(FILE, root, "inputs");
    List<NeuralNetwork.Layer> layers = new ArrayList<>();
    for (JsonNode layer : Json.array(FILE, root, "layers")) {
      float[] biases = floats(layer, "biases");
      layers.add(new NeuralNetwork.Layer(rows(floats(layer, "weights"), biases.length), biases));
    }
    return new NeuralNetwork(
        LinearJson.link(Json.text(FILE, root, "link")),
        Json.texts(FILE, root, "features"),
        new NeuralNetwork.Inputs(
            floats(inputs, "shifts"),
            floats(inputs, "scales"),
            (float) Json.number(FILE, inputs, "limit"),
            floats(inputs, "base")),
        layers);
  }

  private static float[][] rows(float[] flat, int width) {
    if (width == 0 || flat.length % width != 0) {
      throw ModelErrors.malformed(FILE, flat.length + " weights for " + width + " outputs");
    }
    float[][] rows = new float[flat.length / width][width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * width, rows[i], 0, width);
    }
    return rows;
  }

  private static String base64(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static float[] floats(JsonNode object, String name) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(Json.text(FILE, object, name));
    } catch (IllegalArgumentException e) {
      throw ModelErrors.malformed(FILE, "'" + name + "' is not Base64");
    }
    if (bytes.length % Float.BYTES != 0) {
      throw ModelErrors.malformed(FILE, "'" + name + "' ends within a number");
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Refuses parts of unequal sizes and numbers that are none. */
  public static void check(
      LinearModel.Link link,
      List<String> features,
      NeuralNetwork.Inputs inputs,
      List<NeuralNetwork.Layer> layers) {
    int width = features.size();
    if (inputs.shifts().length != width
        || inputs.scales().length != width
        || inputs.base().length != width) {
      throw ModelErrors.malformed(FILE, "its inputs are not " + width + " features");
    }
    if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
      throw ModelErrors.malformed(FILE, "it has " + layers.size() + " layers");
    }
    finite(inputs.shifts());
    finite(inputs.scales());
    finite(inputs.base());
    for (NeuralNetwork.Layer layer : layers) {
      if (layer.weights().length != width) {
        throw ModelErrors.malformed(
            FILE, "a layer of " + layer.weights().length + " inputs after " + width + " outputs");
      }
      width = layer.biases().length;
      finite(layer.biases());
      for (float[] row : layer.weights()) {
        if (row.length != width) {
          throw ModelErrors.malformed(FILE, row.length + " weights for " + width + " outputs");
        }
        finite(row);
      }
    }
    if (link == LinearModel.Link.SOFTMAX ? width < 2 : width != 1) {
      throw ModelErrors.malformed(FILE, "the link " + link + " over " + width + " outputs");
    }
  }

  private static void finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw ModelErrors.malformed(FILE, "a number is not finite");
      }
    }
  }
}
