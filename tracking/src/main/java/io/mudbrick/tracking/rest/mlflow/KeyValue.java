package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.RunTag;
import io.mudbrick.tracking.TrackingErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tag or param on the wire. An absent value is the empty one, as in protocol buffers. */
record KeyValue(@Nullable String key, @Nullable String value) {

  private String requiredKey() {
    if (key == null) {
      throw TrackingErrors.missingValue("key");
    }
    return key;
  }

  private String text() {
    return value == null ? "" : value;
  }

  RunTag tag() {
    return new RunTag(requiredKey(), text());
  }

  Param param() {
    return new Param(requiredKey(), text());
  }

  /** The params of a list, whose name is for messages. */
  static List<Param> params(String list, List<KeyValue> wire) {
    requireKeys(list, wire);
    return wire.stream().map(KeyValue::param).toList();
  }

  /** The tags of a list, whose name is for messages. */
  static List<RunTag> tags(String list, List<KeyValue> wire) {
    requireKeys(list, wire);
    return wire.stream().map(KeyValue::tag).toList();
  }

  private static void requireKeys(String list, List<KeyValue> wire) {
    for (int i = 0; i < wire.size(); i++) {
      String key = wire.get(i).key;
      if (key == null || key.isEmpty()) {
        throw TrackingErrors.missingValue(list + "[" + i + "].key");
      }
    }
  }

  static KeyValue of(RunTag tag) {
    return new KeyValue(tag.key(), tag.value());
  }

  static KeyValue of(Param param) {
    return new KeyValue(param.key(), param.value());
  }

  static List<KeyValue> of(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> new KeyValue(tag.getKey(), tag.getValue()))
        .toList();
  }

  static Map<String, String> map(List<KeyValue> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.requiredKey(), tag.text()));
    return map;
  }
}
