package io.mudbrick.featurestore.rest.mudbrick;

import io.mudbrick.catalog.delta.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of columns as JSON: times as ISO text, bytes in Base64. */
final class WireValues {
  private WireValues() {}

  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof Instant || value instanceof LocalDate || value instanceof LocalDateTime) {
      return value.toString();
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof Row row) {
      return map(row.toMap());
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(of(item)));
      return items;
    }
    return value instanceof Map<?, ?> map ? map(map) : value;
  }

  static Map<String, @Nullable Object> map(Map<?, ?> map) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    map.forEach((key, value) -> json.put(String.valueOf(key), of(value)));
    return json;
  }
}
