package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
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
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("models", fitted.stream().map(ForecastJson::node).toList());
    return Json.bytes(document);
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws PlatformException BAD_REQUEST and the like when it is something else
   */
  public static List<FittedForecaster> read(byte[] json) {
    return Json.read(json, Document.class).models().stream().map(ForecastJson::model).toList();
  }

  private static Map<String, Object> node(FittedForecaster fitted) {
    Map<String, Object> node = new LinkedHashMap<>();
    if (fitted instanceof FittedAdjusted adjusted) {
      node.put("kind", "adjusted");
      node.put("members", List.of(node(adjusted.inner())));
      node.put("model", new Adjusted(adjusted.days(), adjusted.next()));
    } else if (fitted instanceof FittedBlend blend) {
      node.put("kind", "blend");
      node.put("members", blend.members().stream().map(ForecastJson::node).toList());
      node.put("model", new Weights(blend.weights(), blend.spread()));
    } else {
      PLAIN.forEach(
          (kind, type) -> {
            if (type.isInstance(fitted)) {
              node.put("kind", kind);
            }
          });
      node.put("model", fitted);
    }
    return node;
  }

  private static FittedForecaster model(Node node) {
    List<FittedForecaster> members = node.members().stream().map(ForecastJson::model).toList();
    if (node.kind().equals("adjusted") && members.size() == 1) {
      Adjusted adjusted = Json.convert(node.model(), Adjusted.class);
      return new FittedAdjusted(members.get(0), adjusted.days(), adjusted.next());
    }
    if (node.kind().equals("blend")) {
      Weights blend = Json.convert(node.model(), Weights.class);
      return new FittedBlend(members, blend.weights(), blend.spread());
    }
    Class<? extends Record> type = PLAIN.get(node.kind());
    if (type == null) {
      throw new PlatformException(
          ErrorCode.BAD_REQUEST, "Not a forecasting model: kind '" + node.kind() + "'");
    }
    return (FittedForecaster) Json.convert(node.model(), type);
  }

  private record Document(List<Node> models) {}

  private record Node(String kind, List<Node> members, Map<String, Object> model) {}

  private record Adjusted(WorkingDays days, SavedTimeline next) {}

  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  private record Weights(double[] weights, Spread spread) {}
}
