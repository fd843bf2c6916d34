package io.mudbrick.serving.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.model.Column;
import io.mudbrick.serving.Answer;
import io.mudbrick.serving.Serving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /serving-endpoints/{name}/invocations}. */
final class InvocationRoutes {
  private InvocationRoutes() {}

  private record Predicted(List<@Nullable Object> predictions) {}

  static void mount(Routes routes) {
    routes.post("/{name}/invocations", Policy.AUTHENTICATED, InvocationRoutes::invoke);
  }

  private static HttpReply invoke(HttpCall call) {
    Answer answer = call.service(Serving.class).invoke(call.variable("name"), call.json());
    return HttpReply.json(new Predicted(values(answer.predictions().values())))
        .withHeader("served-model-name", answer.servedEntity());
  }

  /** NaN travels as null, as MLflow's scoring server has it. */
  private static List<@Nullable Object> values(Column column) {
    List<@Nullable Object> values = new ArrayList<>(column.size());
    for (int i = 0; i < column.size(); i++) {
      Object value = column.value(i);
      values.add(value instanceof Double number && number.isNaN() ? null : value);
    }
    return values;
  }
}
