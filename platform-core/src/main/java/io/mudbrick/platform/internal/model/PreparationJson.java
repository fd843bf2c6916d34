package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.Preparation;
import java.util.ArrayList;
import java.util.List;

/** {@code preparation.json}: the fitted steps as data. */
public final class PreparationJson {
  private static final String FORMAT = "mudbrick.preparation";

  private PreparationJson() {}

  public static String write(Preparation preparation) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT).put("version", 1);
    ArrayNode steps = root.putArray("steps");
    for (Preparation.Step step : preparation.steps()) {
      EncoderJson.write(steps.addObject().put("column", step.column()), step.encoder());
    }
    preparation.features().forEach(root.putArray("features")::add);
    return Json.pretty(root);
  }

  /** Reads what {@link #write} wrote; the feature names follow from the steps. */
  public static Preparation read(String json) {
    JsonNode root = Json.parse(Preparation.FILE, json);
    if (!Json.text(Preparation.FILE, root, "format").equals(FORMAT)
        || root.path("version").asInt() != 1) {
      throw ModelErrors.malformed(Preparation.FILE, "it is not '" + FORMAT + "' version 1");
    }
    List<Preparation.Step> steps = new ArrayList<>();
    for (JsonNode node : Json.array(Preparation.FILE, root, "steps")) {
      steps.add(
          new Preparation.Step(
              Json.text(Preparation.FILE, node, "column"), EncoderJson.read(node)));
    }
    return new Preparation(steps);
  }
}
