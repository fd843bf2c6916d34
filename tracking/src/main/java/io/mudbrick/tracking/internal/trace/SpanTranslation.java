package io.mudbrick.tracking.internal.trace;

import io.mudbrick.tracking.internal.trace.Convention.MessageFormat;
import io.mudbrick.tracking.traces.Span;
import io.mudbrick.tracking.traces.SpanEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the attributes of a span into what is kept: each value as JSON text, and beside what the
 * instrumentation wrote what MLflow's clients look for.
 */
final class SpanTranslation {
  private static final String FORMAT = "mlflow.message.format";
  private static final String TOOLS = "mlflow.chat.tools";
  private static final Map<String, String> INPUT_EVENTS =
      Map.of(
          "gen_ai.system.message", "system",
          "gen_ai.user.message", "user",
          "gen_ai.assistant.message", "assistant");

  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<SpanEvent> events;

  private SpanTranslation(Span span) {
    this.events = span.events();
    attributes.put(Span.TRACE_ID, TraceJson.write(span.traceId()));
    span.attributes().forEach((key, value) -> attributes.put(key, dumped(value)));
  }

  /** JSON text by key. */
  static Map<String, String> of(Span span) {
    SpanTranslation translation = new SpanTranslation(span);
    if (translation.attributes.size() > 1) {
      translation.translate();
    }
    return translation.attributes;
  }

  /** A string that is JSON already stays as it is: instrumentations write their values so. */
  private static String dumped(@Nullable Object value) {
    if (value instanceof String text && mayHoldMore(text)) {
      Object parsed = TraceJson.parse(text).map(TraceJson.Parsed::value).orElse(null);
      if (parsed instanceof String || parsed instanceof Map || parsed instanceof List) {
        return text;
      }
    }
    return TraceJson.write(value);
  }

  private static boolean mayHoldMore(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        return c == '{' || c == '[' || c == '"';
      }
    }
    return false;
  }

  private void translate() {
    type();
    absent(Span.INPUTS, this::input);
    absent(Span.OUTPUTS, this::output);
    absent(Span.TOKEN_USAGE, this::usage);
    absent(FORMAT, this::format);
    absent(TOOLS, () -> first(Convention::tools));
    absent(Span.MODEL, this::model);
    absent(Span.PROVIDER, () -> first(Convention::providers));
  }

  private void absent(String key, Supplier<@Nullable String> translated) {
    if (!attributes.containsKey(key)) {
      String value = translated.get();
      if (value != null) {
        attributes.put(key, value);
      }
    }
  }

  private void type() {
    String given = text(Span.TYPE);
    if (given != null && !given.equals("UNKNOWN")) {
      return;
    }
    for (Convention convention : Convention.ALL) {
      for (String key : convention.kindKeys()) {
        String kind = text(key);
        String type = kind == null ? null : convention.types().get(kind);
        if (type != null) {
          attributes.put(Span.TYPE, TraceJson.write(type));
          return;
        }
      }
    }
  }

  private @Nullable String first(Function<Convention, List<Object>> keys) {
    for (Convention convention : Convention.ALL) {
      for (Object key : keys.apply(convention)) {
        String value = key instanceof Pattern pattern ? matching(pattern) : meant((String) key);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  private @Nullable String matching(Pattern pattern) {
    for (String key : attributes.keySet()) {
      String value = pattern.matcher(key).matches() ? meant(key) : null;
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** An empty object, list or string, zero, false and null count as no value. */
  private @Nullable String meant(String key) {
    String value = attributes.get(key);
    if (value == null) {
      return null;
    }
    return switch (value.strip()) {
      case "{}", "[]", "\"\"", "null", "false", "0", "0.0" -> null;
      default -> value;
    };
  }

  private @Nullable String text(String key) {
    return parsed(attributes.get(key)) instanceof String text ? text : null;
  }

  private static @Nullable Object parsed(@Nullable String json) {
    return json == null ? null : TraceJson.parse(json).map(TraceJson.Parsed::value).orElse(null);
  }

  private @Nullable String input() {
    String value = first(Convention::inputs);
    if (value != null || events.isEmpty()) {
      return value;
    }
    String prompt = ofEvent("gen_ai.content.prompt", "gen_ai.prompt");
    if (prompt != null) {
      return prompt;
    }
    List<Map<String, Object>> messages = new ArrayList<>();
    for (SpanEvent event : events) {
      String role = INPUT_EVENTS.get(event.name());
      Object content = event.attributes().get("content");
      if (role != null && content != null) {
        messages.add(message(role, content));
      }
    }
    return messages.isEmpty() ? null : TraceJson.write(messages);
  }

  private @Nullable String output() {
    String value = first(Convention::outputs);
    if (value != null || events.isEmpty()) {
      return value;
    }
    String completion = ofEvent("gen_ai.content.completion", "gen_ai.completion");
    if (completion != null) {
      return completion;
    }
    List<Map<String, Object>> messages = new ArrayList<>();
    for (SpanEvent event : events) {
      Object content = event.attributes().get("content");
      if (event.name().equals("gen_ai.choice") && content != null) {
        Object role = event.attributes().get("role");
        messages.add(message(role == null ? "assistant" : unwrapped(role), content));
      }
    }
    return messages.isEmpty() ? null : TraceJson.write(messages);
  }

  private @Nullable String ofEvent(String name, String key) {
    for (SpanEvent event : events) {
      Object value = event.name().equals(name) ? event.attributes().get(key) : null;
      if (value != null) {
        return dumped(value);
      }
    }
    return null;
  }

  private static Map<String, Object> message(Object role, Object content) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("role", role);
    message.put("content", unwrapped(content));
    return message;
  }

  private static Object unwrapped(Object value) {
    if (value instanceof String text) {
      Object parsed = parsed(text);
      return parsed == null ? text : parsed;
    }
    return value;
  }

  private @Nullable String usage() {
    for (Convention convention : Convention.ALL) {
      Long input = count(convention.tokens().input());
      Long output = count(convention.tokens().output());
      if (input != null && output != null) {
        Long total = count(convention.tokens().total());
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("input_tokens", input);
        usage.put("output_tokens", output);
        usage.put("total_tokens", total == null ? input + output : total);
        return TraceJson.write(usage);
      }
    }
    return null;
  }

  private @Nullable Long count(List<String> keys) {
    for (String key : keys) {
      Optional<Long> count = whole(parsed(attributes.get(key)));
      if (count.isPresent()) {
        return count.get();
      }
    }
    return null;
  }

  private static Optional<Long> whole(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      return number == 0 ? Optional.empty() : Optional.of(number);
    }
    if (value instanceof String text && text.matches("[1-9]\\d{0,17}")) {
      return Optional.of(Long.parseLong(text));
    }
    return Optional.empty();
  }

  private @Nullable String format() {
    for (Convention convention : Convention.ALL) {
      MessageFormat format = convention.format();
      if (format != null && format.keys().stream().anyMatch(attributes::containsKey)) {
        return TraceJson.write(format.name());
      }
    }
    return null;
  }

  private @Nullable String model() {
    String named = first(Convention::models);
    if (named != null) {
      return named;
    }
    for (String key : List.of(Span.INPUTS, Span.OUTPUTS)) {
      if (parsed(attributes.get(key)) instanceof Map<?, ?> object
          && object.get("model") instanceof String model
          && !model.isEmpty()) {
        return TraceJson.write(model);
      }
    }
    return null;
  }
}
