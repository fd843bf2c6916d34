package io.mudbrick.tracking.internal.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The beginning of what a trace was asked or answered: of a chat, the last message. */
public final class Preview {
  static final int LENGTH = 1000;
  private static final int MOST_REQUESTS = 8;

  private Preview() {}

  /**
   * @param json the root's inputs or outputs
   * @param role whose message counts
   */
  public static @Nullable String of(@Nullable String json, String role) {
    if (json == null) {
      return null;
    }
    Object value = TraceJson.parse(json).map(TraceJson.Parsed::value).orElse(null);
    List<Map<?, ?>> messages = messages(value, 0);
    String content = messages.isEmpty() ? "" : content(last(messages, role));
    return cut(SpanRow.storable(content.isEmpty() ? json : content));
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LENGTH) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LENGTH - 3)) + "...";
  }

  private static List<Map<?, ?>> messages(@Nullable Object value, int depth) {
    if (!(value instanceof Map<?, ?> object) || depth > MOST_REQUESTS) {
      return List.of();
    }
    if (object.get("messages") instanceof List<?> list && !list.isEmpty()) {
      return onlyMessages(list);
    }
    if (object.get("choices") instanceof List<?> choices
        && !choices.isEmpty()
        && choices.get(0) instanceof Map<?, ?> choice
        && choice.get("message") instanceof Map<?, ?> message
        && isMessage(message)) {
      return List.of(message);
    }
    for (String key : List.of("input", "output")) {
      if (object.get(key) instanceof List<?> list && !list.isEmpty()) {
        return onlyMessages(list);
      }
    }
    return messages(object.get("request"), depth + 1);
  }

  private static List<Map<?, ?>> onlyMessages(List<?> items) {
    List<Map<?, ?>> messages = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof Map<?, ?> message && isMessage(message)) {
        messages.add(message);
      }
    }
    return messages;
  }

  private static boolean isMessage(Map<?, ?> message) {
    return message.containsKey("role") && message.containsKey("content");
  }

  private static Map<?, ?> last(List<Map<?, ?>> messages, String role) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (role.equals(messages.get(i).get("role"))) {
        return messages.get(i);
      }
    }
    return messages.get(messages.size() - 1);
  }

  private static String content(Map<?, ?> message) {
    Object content = message.get("content");
    if (content instanceof String text) {
      return text;
    }
    if (content instanceof List<?> parts) {
      for (Object part : parts) {
        if (part instanceof String text) {
          return text;
        }
        if (part instanceof Map<?, ?> object
            && ("text".equals(object.get("type")) || "output_text".equals(object.get("type")))
            && object.get("text") instanceof String text) {
          return text;
        }
      }
    }
    return "";
  }
}
