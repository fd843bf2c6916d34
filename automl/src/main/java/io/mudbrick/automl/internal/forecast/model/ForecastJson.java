package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fitted models as JSON and back. The numbers come back bit by bit. */
public final class ForecastJson {
  private static final Map<String, Class<? extends Record>> KINDS =
      Map.of("naive", FittedNaive.class, "ets", FittedEts.class, "arima", FittedArima.class);

  private ForecastJson() {}

  /** The models of many series, in order: a JSON object. */
  public static byte[] write(List<FittedForecaster> fitted) {
    List<Map<String, Object>> models = new ArrayList<>();
    for (FittedForecaster one : fitted) {
      models.add(node(one));
    }
    return Json.bytes(Map.of("models", models));
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws io.mudbrick.platform.PlatformException when it is something else
   */
  public static List<FittedForecaster> read(byte[] json) {
    List<FittedForecaster> fitted = new ArrayList<>();
    for (Node node : Json.read(json, Document.class).models()) {
      Class<? extends Record> type = KINDS.get(node.kind());
      if (type == null) {
        throw new PlatformException(
            ErrorCode.BAD_REQUEST, "Not a forecasting model: kind '" + node.kind() + "'");
      }
      fitted.add((FittedForecaster) Json.convert(node.model(), type));
    }
    return fitted;
  }

  private static Map<String, Object> node(FittedForecaster fitted) {
    Map<String, Object> node = new LinkedHashMap<>();
    KINDS.forEach(
        (kind, type) -> {
          if (type.isInstance(fitted)) {
            node.put("kind", kind);
          }
        });
    node.put("model", fitted);
    return node;
  }

  private record Document(List<Node> models) {}

  private record Node(String kind, Map<String, Object> model) {}
}
