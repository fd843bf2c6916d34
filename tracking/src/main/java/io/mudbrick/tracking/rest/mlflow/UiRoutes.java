package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.Tracking;
import java.util.List;
import java.util.Map;

/**
 * What MLflow's UI asks of parts that Mudbrick does not have (telemetry, assistant, AI gateway,
 * judges, issues), answered as by a server where none of them is set up.
 */
final class UiRoutes {
  private UiRoutes() {}

  static void mount(Routes routes) {
    Routes v3 = routes.under("/ajax-api/3.0");
    v3.get("/mlflow/ui-telemetry", Policy.AUTHENTICATED, call -> HttpReply.json(TELEMETRY))
        .post(
            "/mlflow/ui-telemetry",
            Policy.AUTHENTICATED,
            call -> HttpReply.json(Map.of("status", "disabled")))
        .get(
            "/mlflow/assistant/config",
            Policy.AUTHENTICATED,
            call -> HttpReply.json(Map.of("providers", Map.of(), "projects", Map.of())))
        .get(
            "/mlflow/gateway/secrets/config",
            Policy.AUTHENTICATED,
            call ->
                HttpReply.json(
                    Map.of("secrets_available", false, "using_default_passphrase", false)));
    Routes both = routes.under("/api/3.0", "/ajax-api/3.0");
    both.get("/mlflow/gateway/endpoints/list", Policy.AUTHENTICATED, call -> HttpReply.empty())
        .get("/mlflow/scorers/list", Policy.AUTHENTICATED, UiRoutes::noneInExperiment)
        .post("/mlflow/issues/search", Policy.AUTHENTICATED, call -> HttpReply.empty());
    routes
        .under("/ajax-api/2.0")
        .get("/mlflow/gateway-proxy", Policy.AUTHENTICATED, UiRoutes::noGateway)
        .post("/mlflow/gateway-proxy", Policy.AUTHENTICATED, UiRoutes::noGateway);
  }

  /** Nothing of a browser's goes anywhere. */
  private static final Map<String, Object> TELEMETRY =
      Map.of(
          "disable_ui_telemetry", true, "disable_ui_events", List.of(), "ui_rollout_percentage", 0);

  private static HttpReply noGateway(HttpCall call) {
    return HttpReply.json(Map.of("endpoints", List.of()));
  }

  private static HttpReply noneInExperiment(HttpCall call) {
    call.service(Tracking.class).getExperiment(call.required("experiment_id"));
    return HttpReply.empty();
  }
}
