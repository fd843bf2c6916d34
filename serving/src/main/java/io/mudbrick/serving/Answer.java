package io.mudbrick.serving;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Predictions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint says.
 *
 * @param servedEntity the name of the served entity that answered
 * @param model the model version that answered, as {@code c.s.m/3}
 * @param requestId what the inference table calls the request
 */
public record Answer(Predictions predictions, String servedEntity, String model, String requestId) {

  private record Predicted(List<@Nullable Object> predictions) {}

  /** The body that answers it over HTTP; NaN travels as null, as MLflow's scoring server has it. */
  public String json() {
    Column column = predictions.values();
    List<@Nullable Object> values = new ArrayList<>(column.size());
    for (int i = 0; i < column.size(); i++) {
      Object value = column.value(i);
      values.add(value instanceof Double number && number.isNaN() ? null : value);
    }
    return Json.write(new Predicted(values));
  }
}
