package io.mudbrick.catalog.internal.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudbrick.catalog.delta.TableCommit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what commits say of themselves; other engines may have said little. */
final class History {
  private History() {}

  static TableCommit commit(long version, Instant time, JsonNode info) {
    return new TableCommit(
        version,
        time,
        new TableCommit.Author(
            text(info, "userId"), text(info, "userName"), text(info, "engineInfo")),
        text(info, "operation").orElse("unknown"),
        texts(info.path("operationParameters")),
        texts(info.path("operationMetrics")),
        new TableCommit.Basis(
            info.path("readVersion").isIntegralNumber()
                ? OptionalLong.of(info.path("readVersion").longValue())
                : OptionalLong.empty(),
            text(info, "isolationLevel"),
            info.path("isBlindAppend").isBoolean()
                ? Optional.of(info.path("isBlindAppend").booleanValue())
                : Optional.empty()));
  }

  private static Optional<String> text(JsonNode info, String name) {
    return info.path(name).isTextual()
        ? Optional.of(info.path(name).textValue())
        : Optional.empty();
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (!value.isNull()) {
        texts.put(field.getKey(), value.isTextual() ? value.textValue() : value.toString());
      }
    }
    return texts;
  }
}
