package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.Preparation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One step of {@code preparation.json}. */
final class EncoderJson {
  private EncoderJson() {}

  /** Adds the members of that step. */
  static ObjectNode write(ObjectNode node, ColumnEncoder encoder) {
    if (encoder instanceof ColumnEncoder.Numeric numeric) {
      return numeric(node.put("step", "numeric"), numeric);
    }
    if (encoder instanceof ColumnEncoder.Shaped shaped) {
      node.put("step", "shaped").put("shape", lower(shaped.shape()));
      node.put("low", shaped.low()).put("high", shaped.high()).put("unit", shaped.unit());
      return numeric(node, shaped.numeric());
    }
    if (encoder instanceof ColumnEncoder.Elements elements) {
      ArrayNode array = node.put("step", "elements").putArray("elements");
      elements.elements().forEach(element -> numeric(array.addObject(), element));
      return node;
    }
    if (encoder instanceof ColumnEncoder.OneHot oneHot) {
      texts(node.put("step", "one_hot"), "categories", oneHot.categories());
      return node.put("missing", oneHot.missing()).put("other", oneHot.other());
    }
    if (encoder instanceof ColumnEncoder.Ordinal ordinal) {
      texts(node.put("step", "ordinal"), "categories", ordinal.categories());
      return node.put("other", ordinal.other());
    }
    if (encoder instanceof ColumnEncoder.Hashed hashed) {
      return node.put("step", "hashed").put("buckets", hashed.buckets());
    }
    if (encoder instanceof ColumnEncoder.TargetMean means) {
      ObjectNode table = node.put("step", "target_mean").putObject("means");
      means.means().forEach((category, mean) -> table.put(category, mean));
      return node.put("fallback", means.fallback());
    }
    if (encoder instanceof ColumnEncoder.Lookup lookup) {
      return lookup(node.put("step", "lookup"), lookup);
    }
    if (encoder instanceof ColumnEncoder.Words words) {
      texts(node.put("step", "words"), "terms", words.terms());
      return numbers(node, "weights", words.weights());
    }
    if (encoder instanceof ColumnEncoder.Imputed imputed) {
      node.put("step", "imputed").set("value", Json.MAPPER.valueToTree(imputed.value()));
      write(node.putObject("then"), imputed.then());
      return node;
    }
    if (encoder instanceof ColumnEncoder.Parsed parsed) {
      node.put("step", "parsed").put("reading", lower(parsed.reading()));
      texts(node, "formats", parsed.formats());
      write(node.putObject("then"), parsed.then());
      return node;
    }
    return dateParts(node.put("step", "date_parts"), (ColumnEncoder.DateParts) encoder);
  }

  private static ObjectNode lookup(ObjectNode node, ColumnEncoder.Lookup lookup) {
    texts(node, "outputs", lookup.outputs());
    ObjectNode table = node.putObject("values");
    lookup.values().forEach((category, values) -> numbers(table, category, values));
    numbers(node, "missing", lookup.missing());
    return numbers(node, "unseen", lookup.unseen());
  }

  private static ObjectNode dateParts(ObjectNode node, ColumnEncoder.DateParts dates) {
    ArrayNode parts = node.putArray("parts");
    for (ColumnEncoder.Part part : dates.parts()) {
      numeric(parts.addObject().put("part", lower(part.part())), part.numeric());
    }
    texts(node, "holidays", dates.holidays().stream().map(LocalDate::toString).toList());
    return node;
  }

  private static ObjectNode numeric(ObjectNode node, ColumnEncoder.Numeric numeric) {
    node.put("impute", numeric.impute());
    node.put("missing_indicator", numeric.missingIndicator());
    return node.put("shift", numeric.shift()).put("scale", numeric.scale());
  }

  private static void texts(ObjectNode node, String name, List<String> texts) {
    texts.forEach(node.putArray(name)::add);
  }

  /** NaN is null: JSON has no other word for it. */
  private static ObjectNode numbers(ObjectNode node, String name, List<Double> numbers) {
    ArrayNode array = node.putArray(name);
    for (Double number : numbers) {
      if (number.isNaN()) {
        array.addNull();
      } else {
        array.add(number);
      }
    }
    return node;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Reads what {@link #write} wrote. */
  static ColumnEncoder read(JsonNode node) {
    String step = text(node, "step");
    return switch (step) {
      case "numeric" -> numeric(node);
      case "shaped" -> shaped(node);
      case "elements" -> {
        List<ColumnEncoder.Numeric> elements = new ArrayList<>();
        array(node, "elements").forEach(element -> elements.add(numeric(element)));
        yield new ColumnEncoder.Elements(elements);
      }
      case "one_hot" ->
          new ColumnEncoder.OneHot(
              texts(node, "categories"), flag(node, "missing"), flag(node, "other"));
      case "ordinal" -> new ColumnEncoder.Ordinal(texts(node, "categories"), flag(node, "other"));
      case "hashed" -> new ColumnEncoder.Hashed((int) number(node, "buckets"));
      case "target_mean" -> targetMean(node);
      case "lookup" -> lookup(node);
      case "words" -> new ColumnEncoder.Words(texts(node, "terms"), numbers(node, "weights"));
      case "imputed" -> new ColumnEncoder.Imputed(value(node), read(member(node, "then")));
      case "parsed" ->
          new ColumnEncoder.Parsed(
              constant(ColumnEncoder.Reading.values(), text(node, "reading")),
              texts(node, "formats"),
              read(member(node, "then")));
      case "date_parts" -> dateParts(node);
      default -> throw malformed("there is no step '" + step + "'");
    };
  }

  private static ColumnEncoder.Numeric numeric(JsonNode node) {
    JsonNode impute = node.get("impute");
    double scale = number(node, "scale");
    if (scale == 0) {
      throw malformed("a 'scale' is 0");
    }
    return new ColumnEncoder.Numeric(
        impute == null || impute.isNull()
            ? null
            : (Double) Json.finite(Preparation.FILE, "impute", impute),
        flag(node, "missing_indicator"),
        number(node, "shift"),
        scale);
  }

  private static ColumnEncoder shaped(JsonNode node) {
    double unit = number(node, "unit");
    if (unit <= 0 || number(node, "low") > number(node, "high")) {
      throw malformed("a shape has no 'unit' above 0, or its 'low' above its 'high'");
    }
    return new ColumnEncoder.Shaped(
        constant(ColumnEncoder.Shape.values(), text(node, "shape")),
        number(node, "low"),
        number(node, "high"),
        unit,
        numeric(node));
  }

  private static ColumnEncoder targetMean(JsonNode node) {
    Map<String, Double> means = new LinkedHashMap<>();
    member(node, "means")
        .properties()
        .forEach(
            entry ->
                means.put(
                    entry.getKey(), Json.finite(Preparation.FILE, "means", entry.getValue())));
    return new ColumnEncoder.TargetMean(means, number(node, "fallback"));
  }

  private static ColumnEncoder lookup(JsonNode node) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    JsonNode table = member(node, "values");
    table.properties().forEach(entry -> values.put(entry.getKey(), numbers(table, entry.getKey())));
    return new ColumnEncoder.Lookup(
        texts(node, "outputs"), values, numbers(node, "missing"), numbers(node, "unseen"));
  }

  private static Object value(JsonNode node) {
    Object value = Json.toJava(member(node, "value"));
    if (value instanceof Long whole) {
      return (double) whole;
    }
    if (value instanceof String || value instanceof Double || value instanceof Boolean) {
      return value;
    }
    throw malformed("'value' is neither a text, a number nor a boolean");
  }

  private static ColumnEncoder dateParts(JsonNode node) {
    List<ColumnEncoder.Part> parts = new ArrayList<>();
    for (JsonNode part : array(node, "parts")) {
      parts.add(
          new ColumnEncoder.Part(
              constant(ColumnEncoder.DatePart.values(), text(part, "part")), numeric(part)));
    }
    List<LocalDate> holidays = new ArrayList<>();
    try {
      if (node.has("holidays")) {
        texts(node, "holidays").forEach(day -> holidays.add(LocalDate.parse(day)));
      }
    } catch (DateTimeException e) {
      throw ModelErrors.malformed(Preparation.FILE, "a holiday is no date", e);
    }
    return new ColumnEncoder.DateParts(parts, holidays);
  }

  private static <E extends Enum<E>> E constant(E[] constants, String name) {
    for (E constant : constants) {
      if (lower(constant).equals(name)) {
        return constant;
      }
    }
    throw malformed("there is no '" + name + "'");
  }

  private static List<Double> numbers(JsonNode node, String name) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode number : array(node, name)) {
      numbers.add(number.isNull() ? Double.NaN : Json.finite(Preparation.FILE, name, number));
    }
    return numbers;
  }

  private static JsonNode member(JsonNode node, String name) {
    return Json.member(Preparation.FILE, node, name);
  }

  private static JsonNode array(JsonNode node, String name) {
    return Json.array(Preparation.FILE, node, name);
  }

  private static String text(JsonNode node, String name) {
    return Json.text(Preparation.FILE, node, name);
  }

  private static List<String> texts(JsonNode node, String name) {
    return Json.texts(Preparation.FILE, node, name);
  }

  private static double number(JsonNode node, String name) {
    return Json.number(Preparation.FILE, node, name);
  }

  private static boolean flag(JsonNode node, String name) {
    return node.path(name).asBoolean(false);
  }

  private static PlatformException malformed(String why) {
    return ModelErrors.malformed(Preparation.FILE, why);
  }
}
