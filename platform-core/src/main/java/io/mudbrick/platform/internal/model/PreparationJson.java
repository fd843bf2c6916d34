package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.Preparation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code preparation.json}: the fitted steps as data. */
public final class PreparationJson {
  private static final String FORMAT = "mudbrick.preparation";

  private PreparationJson() {}

  public static String write(Preparation preparation) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT).put("version", 1);
    ArrayNode steps = root.putArray("steps");
    for (Preparation.Step step : preparation.steps()) {
      write(steps.addObject().put("column", step.column()), step.encoder());
    }
    preparation.features().forEach(root.putArray("features")::add);
    return Json.pretty(root);
  }

  private static void write(ObjectNode node, ColumnEncoder encoder) {
    if (encoder instanceof ColumnEncoder.Numeric numeric) {
      numeric(node.put("step", "numeric"), numeric);
    } else if (encoder instanceof ColumnEncoder.OneHot oneHot) {
      oneHot.categories().forEach(node.put("step", "one_hot").putArray("categories")::add);
      node.put("other", oneHot.other());
    } else if (encoder instanceof ColumnEncoder.Ordinal ordinal) {
      ordinal.categories().forEach(node.put("step", "ordinal").putArray("categories")::add);
    } else if (encoder instanceof ColumnEncoder.TargetMean means) {
      ObjectNode table = node.put("step", "target_mean").putObject("means");
      means.means().forEach((category, mean) -> table.put(category, mean));
      node.put("fallback", means.fallback());
    } else if (encoder instanceof ColumnEncoder.DateParts dates) {
      ArrayNode parts = node.put("step", "date_parts").putArray("parts");
      for (ColumnEncoder.Part part : dates.parts()) {
        numeric(
            parts.addObject().put("part", part.part().name().toLowerCase(Locale.ROOT)),
            part.numeric());
      }
    }
  }

  private static void numeric(ObjectNode node, ColumnEncoder.Numeric numeric) {
    node.put("impute", numeric.impute());
    node.put("missing_indicator", numeric.missingIndicator());
    node.put("shift", numeric.shift()).put("scale", numeric.scale());
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
      steps.add(new Preparation.Step(Json.text(Preparation.FILE, node, "column"), encoder(node)));
    }
    return new Preparation(steps);
  }

  private static ColumnEncoder encoder(JsonNode node) {
    String step = Json.text(Preparation.FILE, node, "step");
    return switch (step) {
      case "numeric" -> numeric(node);
      case "one_hot" ->
          new ColumnEncoder.OneHot(
              Json.texts(Preparation.FILE, node, "categories"),
              node.path("other").asBoolean(false));
      case "ordinal" -> new ColumnEncoder.Ordinal(Json.texts(Preparation.FILE, node, "categories"));
      case "target_mean" -> targetMean(node);
      case "date_parts" -> dateParts(node);
      default -> throw ModelErrors.malformed(Preparation.FILE, "there is no step '" + step + "'");
    };
  }

  private static ColumnEncoder.Numeric numeric(JsonNode node) {
    JsonNode impute = node.get("impute");
    double scale = Json.number(Preparation.FILE, node, "scale");
    if (scale == 0) {
      throw ModelErrors.malformed(Preparation.FILE, "a 'scale' is 0");
    }
    return new ColumnEncoder.Numeric(
        impute == null || impute.isNull()
            ? null
            : (Double) Json.finite(Preparation.FILE, "impute", impute),
        node.path("missing_indicator").asBoolean(false),
        Json.number(Preparation.FILE, node, "shift"),
        scale);
  }

  private static ColumnEncoder targetMean(JsonNode node) {
    Map<String, Double> means = new LinkedHashMap<>();
    JsonNode table = Json.member(Preparation.FILE, node, "means");
    table
        .properties()
        .forEach(
            entry ->
                means.put(
                    entry.getKey(), Json.finite(Preparation.FILE, "means", entry.getValue())));
    return new ColumnEncoder.TargetMean(means, Json.number(Preparation.FILE, node, "fallback"));
  }

  private static ColumnEncoder dateParts(JsonNode node) {
    List<ColumnEncoder.Part> parts = new ArrayList<>();
    for (JsonNode part : Json.array(Preparation.FILE, node, "parts")) {
      parts.add(
          new ColumnEncoder.Part(
              datePart(Json.text(Preparation.FILE, part, "part")), numeric(part)));
    }
    return new ColumnEncoder.DateParts(parts);
  }

  private static ColumnEncoder.DatePart datePart(String name) {
    for (ColumnEncoder.DatePart part : ColumnEncoder.DatePart.values()) {
      if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
        return part;
      }
    }
    throw ModelErrors.malformed(Preparation.FILE, "there is no date part '" + name + "'");
  }
}
