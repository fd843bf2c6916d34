package io.mudbrick.platform.http;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol face says no. The differences between faces are the table in this file and nothing
 * else.
 */
public enum ErrorDialect {
  /** {@code {"error_code", "message"}}. */
  MLFLOW,
  /** {@code {"error_code", "message", "details": []}}, with the reason when there is one. */
  DATABRICKS,
  /** As {@link #DATABRICKS}; something that is there already is a conflict. */
  SERVING,
  /** {@code {"error_code", "message", "details": [{"@type", "reason"}]}}. */
  UNITY_CATALOG,
  /** {@code {"schemas", "detail", "status", "scimType"}}. */
  SCIM;

  /** A code and status that a face uses in place of {@link ErrorCode}'s own. */
  private record Wire(String code, int status) {}

  private static final Map<ErrorDialect, Map<ErrorCode, Wire>> DIFFERENCES =
      Map.of(
          MLFLOW,
          Map.of(ErrorCode.MALFORMED_REQUEST, new Wire("BAD_REQUEST", 400)),
          SERVING,
          Map.of(ErrorCode.RESOURCE_ALREADY_EXISTS, new Wire("RESOURCE_ALREADY_EXISTS", 409)),
          SCIM,
          Map.of(
              ErrorCode.RESOURCE_ALREADY_EXISTS, new Wire("uniqueness", 409),
              ErrorCode.MALFORMED_REQUEST, new Wire("invalidSyntax", 400),
              ErrorCode.INVALID_PARAMETER_VALUE, new Wire("invalidValue", 400)));

  /** The error as this face's clients expect it. */
  public HttpReply render(PlatformException error) {
    Wire wire =
        DIFFERENCES
            .getOrDefault(this, Map.of())
            .getOrDefault(error.code(), new Wire(error.code().name(), error.code().httpStatus()));
    if (this == SCIM) {
      return scim(error, wire);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error_code", wire.code());
    body.put("message", error.message());
    if (this == DATABRICKS || this == SERVING) {
      boolean reason = error.details().containsKey("reason");
      body.put("details", reason ? List.of(errorInfo(error, wire)) : List.of());
    } else if (this == UNITY_CATALOG) {
      body.put("details", List.of(errorInfo(error, wire)));
    }
    return HttpReply.json(body).withStatus(wire.status());
  }

  private static HttpReply scim(PlatformException error, Wire wire) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:Error"));
    body.put("detail", error.message());
    body.put("status", Integer.toString(wire.status()));
    if (!wire.code().equals(error.code().name())) {
      body.put("scimType", error.details().getOrDefault("scimType", wire.code()));
    }
    return HttpReply.json(body).withStatus(wire.status());
  }

  private static Map<String, @Nullable Object> errorInfo(PlatformException error, Wire wire) {
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    info.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
    info.put("reason", error.details().getOrDefault("reason", wire.code()));
    if (error.details().containsKey("domain")) {
      info.put("domain", error.details().get("domain"));
    }
    return info;
  }
}
