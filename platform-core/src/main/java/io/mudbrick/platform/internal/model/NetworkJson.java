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

  static ObjectNode write(NeuralNetwork network) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT).put("version", 1);
    root.put("link", LinearJson.name(network.link()));
    network.features().forEach(root.putArray("features")::add);
    write(network.inputs(), root);
    ArrayNode layers = root.putArray("layers");
    for (NeuralNetwork.Layer layer : network.layers()) {
      layers
          .addObject()
          .put("weights", base64(layer.weights()))
          .put("biases", base64(layer.biases()));
    }
    return root;
  }

  static void write(NeuralNetwork.Inputs inputs, ObjectNode root) {
    root.putObject("inputs")
        .put("shifts", base64(inputs.shifts()))
        .put("scales", base64(inputs.scales()))
        .put("limit", inputs.limit())
        .put("base", base64(inputs.base()));
  }

  static NeuralNetwork.Inputs inputs(String what, JsonNode root) {
    JsonNode inputs = Json.member(what, root, "inputs");
    return new NeuralNetwork.Inputs(
        floats(what, inputs, "shifts"),
        floats(what, inputs, "scales"),
        (float) Json.number(what, inputs, "limit"),
        floats(what, inputs, "base"));
  }

  static NeuralNetwork read(JsonNode root) {
    Json.checkFormat(FILE, root, FORMAT);
    List<NeuralNetwork.Layer> layers = new ArrayList<>();
    for (JsonNode layer : Json.array(FILE, root, "layers")) {
      float[] biases = floats(FILE, layer, "biases");
      float[] flat = floats(FILE, layer, "weights");
      if (biases.length == 0 || flat.length % biases.length != 0) {
        throw ModelErrors.malformed(
            FILE, flat.length + " weights for " + biases.length + " outputs");
      }
      layers.add(new NeuralNetwork.Layer(rows(flat, biases.length), biases));
    }
    return new NeuralNetwork(
        LinearJson.link(Json.text(FILE, root, "link")),
        Json.texts(FILE, root, "features"),
        inputs(FILE, root),
        layers);
  }

  /** Rows of that width, one behind the other; none when the width is 0. */
  static float[][] rows(float[] flat, int width) {
    float[][] rows = new float[width == 0 ? 0 : flat.length / width][width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * width, rows[i], 0, width);
    }
    return rows;
  }

  static String base64(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return base64(flat);
  }

  static String base64(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static float[] floats(String what, JsonNode object, String name) {
    byte[] bytes = bytes(what, object, name, Float.BYTES);
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** What stands there in Base64: numbers of that size each. */
  static byte[] bytes(String what, JsonNode object, String name, int size) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(Json.text(what, object, name));
    } catch (IllegalArgumentException e) {
      throw ModelErrors.malformed(what, "'" + name + "' is not Base64");
    }
    if (bytes.length % size != 0) {
      throw ModelErrors.malformed(what, "'" + name + "' ends within a number");
    }
    return bytes;
  }

  /** Refuses parts of unequal sizes and numbers that are none. */
  public static void check(
      LinearModel.Link link,
      List<String> features,
      NeuralNetwork.Inputs inputs,
      List<NeuralNetwork.Layer> layers) {
    int width = features.size();
    check(FILE, width, inputs);
    if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
      throw ModelErrors.malformed(FILE, "it has " + layers.size() + " layers");
    }
    for (NeuralNetwork.Layer layer : layers) {
      if (layer.weights().length != width) {
        throw ModelErrors.malformed(
            FILE, "a layer of " + layer.weights().length + " inputs after " + width + " outputs");
      }
      width = layer.biases().length;
      finite(FILE, layer.biases());
      for (float[] row : layer.weights()) {
        if (row.length != width) {
          throw ModelErrors.malformed(FILE, row.length + " weights for " + width + " outputs");
        }
        finite(FILE, row);
      }
    }
    if (link == LinearModel.Link.SOFTMAX ? width < 2 : width != 1) {
      throw ModelErrors.malformed(FILE, "the link " + link + " over " + width + " outputs");
    }
  }

  /** Refuses inputs of another number of features. */
  static void check(String what, int width, NeuralNetwork.Inputs inputs) {
    for (float[] own : List.of(inputs.shifts(), inputs.scales(), inputs.base())) {
      if (own.length != width) {
        throw ModelErrors.malformed(what, "its inputs are not " + width + " features");
      }
      finite(what, own);
    }
  }

  static void finite(String what, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw ModelErrors.malformed(what, "a number is not finite");
      }
    }
  }
}
