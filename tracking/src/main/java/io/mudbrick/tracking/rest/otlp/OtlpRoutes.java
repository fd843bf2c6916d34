package io.mudbrick.tracking.rest.otlp;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.traces.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/traces}, OTLP over HTTP in protobuf or JSON. What is wrong with the message
 * itself is told in the words and the form of MLflow's server, which are FastAPI's.
 */
public final class OtlpRoutes {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final String EXPERIMENT = "x-mlflow-experiment-id";

  private OtlpRoutes() {}

  /** Mounts the resource. */
  public static void mount(Routes routes) {
    routes
        .dialect(ErrorDialect.MLFLOW)
        .post("/v1/traces", Policy.AUTHENTICATED, OtlpRoutes::export);
  }

  private static HttpReply export(HttpCall call) {
    String experimentId = call.header(EXPERIMENT);
    if (experimentId == null) {
      return HttpReply.json(Map.of("detail", List.of(missing()))).withStatus(422);
    }
    String type = mediaType(call.header("Content-Type"));
    if (!type.equals(PROTOBUF) && !type.equals(JSON)) {
      String given = call.header("Content-Type");
      return refused(
          400,
          "Invalid Content-Type: " + (given == null ? "None" : given) + ". Expected: " + PROTOBUF);
    }
    try {
      byte[] body = OtlpBody.of(call.bytes(), call.header("Content-Encoding"));
      List<Span> spans = type.equals(JSON) ? OtlpJson.spans(body) : OtlpProtobuf.spans(body);
      call.service(Tracking.class).traces().logSpans(experimentId, spans);
    } catch (OtlpException e) {
      return refused(e.status(), e.detail());
    }
    return type.equals(JSON) ? HttpReply.empty() : HttpReply.bytes(PROTOBUF, new byte[0]);
  }

  private static Map<String, Object> missing() {
    return Map.of("type", "missing", "loc", List.of("header", EXPERIMENT), "msg", "Field required");
  }

  private static String mediaType(@Nullable String header) {
    String value = header == null ? "" : header;
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static HttpReply refused(int status, String detail) {
    return HttpReply.json(Map.of("detail", detail)).withStatus(status);
  }
}
