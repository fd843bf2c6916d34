package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fitted models as JSON and back; the numbers come back bit by bit. What many series share is
 * written once.
 */
public final class ForecastJson {
  /** Those that are a record of numbers and text only. */
  private static final Map<String, Class<? extends Record>> PLAIN =
      Map.of(
          "naive", FittedNaive.class,
          "ets", FittedEts.class,
          "theta", FittedTheta.class,
          "trend", FittedTrendWaves.class,
          "arima", FittedArima.class);

  private ForecastJson() {}

  /** The models of many series, in order: a JSON object. */
  public static byte[] write(List<FittedForecaster> fitted) {
    Writer writer = new Writer();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("models", fitted.stream().map(writer::node).toList());
    document.put("trees", writer.texts());
    return Json.bytes(document);
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws PlatformException BAD_REQUEST and the like when it is something else
   */
  public static List<FittedForecaster> read(byte[] json) {
    Document document = Json.read(json, Document.class);
    List<SharedTrees> trees =
        document.trees().stream()
            .map(text -> new SharedTrees(Base64.getDecoder().decode(text)))
            .toList();
    return document.models().stream().map(node -> model(node, trees)).toList();
  }

  /** Keeps what was written once. */
  private static final class Writer {
    private final List<SharedTrees> trees = new ArrayList<>();

    List<String> texts() {
      return trees.stream().map(one -> Base64.getEncoder().encodeToString(one.ubj())).toList();
    }

    Map<String, Object> node(FittedForecaster fitted) {
      if (fitted instanceof FittedAdjusted adjusted) {
        Adjusted model = new Adjusted(adjusted.days(), adjusted.next());
        return node("adjusted", List.of(node(adjusted.inner())), model);
      }
      if (fitted instanceof FittedBlend blend) {
        Weights model = new Weights(blend.weights(), blend.spread());
        return node("blend", blend.members().stream().map(this::node).toList(), model);
      }
      if (fitted instanceof FittedTrees one) {
        int index = trees.indexOf(one.trees());
        if (index < 0) {
          index = trees.size();
          trees.add(one.trees());
        }
        return node("trees", List.of(), Part.of(one, index));
      }
      String kind =
          PLAIN.entrySet().stream()
              .filter(entry -> entry.getValue().isInstance(fitted))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow();
      return node(kind, List.of(), (Record) fitted);
    }

    private static Map<String, Object> node(String kind, List<?> members, Record model) {
      Map<String, Object> node = new LinkedHashMap<>();
      node.put("kind", kind);
      if (!members.isEmpty()) {
        node.put("members", members);
      }
      node.put("model", model);
      return node;
    }
  }

  private static FittedForecaster model(Node node, List<SharedTrees> trees) {
    List<FittedForecaster> members =
        node.members().stream().map(member -> model(member, trees)).toList();
    if (node.kind().equals("adjusted") && members.size() == 1) {
      Adjusted adjusted = Json.convert(node.model(), Adjusted.class);
      return new FittedAdjusted(members.get(0), adjusted.days(), adjusted.next());
    }
    if (node.kind().equals("blend")) {
      Weights blend = Json.convert(node.model(), Weights.class);
      return new FittedBlend(members, blend.weights(), blend.spread());
    }
    if (node.kind().equals("trees")) {
      Part part = Json.convert(node.model(), Part.class);
      if (part.trees() < trees.size()) {
        return part.with(trees.get(part.trees()));
      }
    }
    Class<? extends Record> type = PLAIN.get(node.kind());
    if (type == null) {
      throw new PlatformException(
          ErrorCode.BAD_REQUEST, "Not a forecasting model: kind '" + node.kind() + "'");
    }
    return (FittedForecaster) Json.convert(node.model(), type);
  }

  private record Document(List<Node> models, List<String> trees) {}

  private record Node(String kind, List<Node> members, Map<String, Object> model) {}

  private record Adjusted(WorkingDays days, SavedTimeline next) {}

  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  private record Weights(double[] weights, Spread spread) {}

  /** A series' part in a global model; the trees by their place. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  private record Part(
      int trees,
      LagFeatures features,
      Scale scale,
      double[] tail,
      double unit,
      double[] deviations,
      SavedTimeline next) {
    static Part of(FittedTrees one, int trees) {
      return new Part(
          trees, one.features(), one.scale(), one.tail(), one.unit(), one.deviations(), one.next());
    }

    FittedTrees with(SharedTrees shared) {
      return new FittedTrees(shared, features, scale, tail, unit, deviations, next);
    }
  }
}
