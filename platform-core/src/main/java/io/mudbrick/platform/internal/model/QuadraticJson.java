package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import io.mudbrick.platform.model.QuadraticModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Our format for quadratic forms: JSON, with arrays of little-endian doubles in Base64. Floats
 * would not do: products that are large and cancel out are what tells narrow classes apart.
 */
public final class QuadraticJson {
  static final String FILE = "quadratic.json";
  private static final String FORMAT = "mudbrick.quadratic";

  private QuadraticJson() {}

  static ObjectNode write(QuadraticModel form) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT).put("version", 1);
    root.put("link", LinearJson.name(form.link()));
    form.features().forEach(root.putArray("features")::add);
    NetworkJson.write(form.inputs(), root);
    root.put("biases", base64(form.biases()));
    root.put("weights", base64(form.weights()));
    root.put("products", base64(form.products()));
    return root;
  }

  static QuadraticModel read(JsonNode root) {
    Json.checkFormat(FILE, root, FORMAT);
    double[] biases = doubles(root, "biases");
    return new QuadraticModel(
        LinearJson.link(Json.text(FILE, root, "link")),
        Json.texts(FILE, root, "features"),
        NetworkJson.inputs(FILE, root),
        biases,
        rows(root, "weights", biases.length),
        rows(root, "products", biases.length));
  }

  private static double[][] rows(JsonNode root, String name, int count) {
    double[] flat = doubles(root, name);
    if (count == 0 || flat.length % count != 0) {
      throw ModelErrors.malformed(FILE, flat.length + " " + name + " for " + count + " outputs");
    }
    int width = flat.length / count;
    double[][] rows = new double[count][];
    Arrays.setAll(rows, k -> Arrays.copyOfRange(flat, k * width, (k + 1) * width));
    return rows;
  }

  private static String base64(double[]... rows) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(flat.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(flat);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static double[] doubles(JsonNode root, String name) {
    byte[] bytes = NetworkJson.bytes(FILE, root, name, Double.BYTES);
    double[] values = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  /** Refuses parts of unequal sizes and numbers that are none. */
  public static void check(
      LinearModel.Link link,
      List<String> features,
      NeuralNetwork.Inputs inputs,
      double[] biases,
      double[][] weights,
      double[][] products) {
    int width = features.size();
    NetworkJson.check(FILE, width, inputs);
    int outputs = biases.length;
    if (link == LinearModel.Link.SOFTMAX ? outputs < 2 : outputs != 1) {
      throw ModelErrors.malformed(FILE, "the link " + link + " over " + outputs + " outputs");
    }
    if (weights.length != outputs || products.length != outputs) {
      throw ModelErrors.malformed(FILE, "its weights are not of " + outputs + " outputs");
    }
    finite(biases);
    for (int k = 0; k < outputs; k++) {
      if (weights[k].length != width || products[k].length != (long) width * (width + 1) / 2) {
        throw ModelErrors.malformed(FILE, "output " + k + " does not fit " + width + " features");
      }
      finite(weights[k]);
      finite(products[k]);
    }
  }

  private static void finite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw ModelErrors.malformed(FILE, "a number is not finite");
      }
    }
  }
}
