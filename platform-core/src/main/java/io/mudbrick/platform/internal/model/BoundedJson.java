package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.BoundedModel;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FactorizationMachine;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.LinearModel.Link;
import io.mudbrick.platform.model.NeuralNetwork;
import io.mudbrick.platform.model.QuadraticModel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our format for regressions within bounds: that of the model, inside of one with the bounds. */
public final class BoundedJson {
  static final String FILE = "bounded.json";
  private static final String FORMAT = "mudbrick.bounded";

  private BoundedJson() {}

  static ObjectNode write(BoundedModel bounded) {
    EstimatorFile.Document model =
        Objects.requireNonNull(EstimatorFile.document(bounded.model()), "model");
    ObjectNode root = Json.object();
    root.put("format", FORMAT).put("version", 1);
    root.put("low", bounded.low()).put("high", bounded.high());
    root.put("estimator", model.kind());
    root.set("model", model.root());
    return root;
  }

  static BoundedModel read(JsonNode root) {
    Json.checkFormat(FILE, root, FORMAT);
    String kind = Json.text(FILE, root, "estimator");
    if (kind.equals(EstimatorFile.BOUNDED)) {
      throw ModelErrors.malformed(FILE, "its model has bounds of its own");
    }
    return new BoundedModel(
        EstimatorFile.parse(kind, () -> Json.member(FILE, root, "model")),
        Json.number(FILE, root, "low"),
        Json.number(FILE, root, "high"));
  }

  /** Refuses bounds that are none and models that do not answer one number. */
  public static void check(Estimator model, double low, double high) {
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw ModelErrors.malformed(FILE, "its bounds are " + low + " and " + high);
    }
    Link link = link(model);
    if (link == Link.LOG ? high <= 0 : link != Link.IDENTITY) {
      throw ModelErrors.malformed(FILE, "its model has no answers that bounds are for");
    }
  }

  /** Null where the model is not in our own JSON. */
  static @Nullable Link link(Estimator model) {
    if (model instanceof LinearModel linear) {
      return linear.link();
    }
    if (model instanceof NeuralNetwork network) {
      return network.link();
    }
    if (model instanceof FactorizationMachine machine) {
      return machine.link();
    }
    return model instanceof QuadraticModel form ? form.link() : null;
  }
}
