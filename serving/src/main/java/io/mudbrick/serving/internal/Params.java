package io.mudbrick.serving.internal;

import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.ParamSpec;
import io.mudbrick.serving.ServingErrors;
import java.text.ParsePosition;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code params} of a request. Those that the model's signature declares are checked as MLflow
 * checks them; others are ignored, as MLflow ignores them, but for one of ours: {@code
 * contributions} asks a model that does not declare it to say why.
 */
final class Params {
  private static final String CONTRIBUTIONS = "contributions";

  private Params() {}

  /**
   * Checks the params.
   *
   * @return whether contributions are asked for
   */
  static boolean wantContributions(@Nullable Object given, @Nullable ModelSignature signature) {
    if (given == null) {
      return false;
    }
    if (!(given instanceof Map<?, ?> params)) {
      throw ServingErrors.paramsNoDictionary();
    }
    List<ParamSpec> specs = signature == null ? List.of() : signature.params();
    Map<String, String> invalid = new LinkedHashMap<>();
    for (ParamSpec spec : specs) {
      Object value = params.get(spec.name());
      if (params.containsKey(spec.name()) && !fits(value, spec)) {
        invalid.put(spec.name(), wanted(spec));
      }
    }
    if (!invalid.isEmpty()) {
      throw ServingErrors.invalidParams(invalid);
    }
    boolean declared = specs.stream().anyMatch(spec -> spec.name().equals(CONTRIBUTIONS));
    return !declared && Boolean.TRUE.equals(params.get(CONTRIBUTIONS));
  }

  private static boolean fits(@Nullable Object value, ParamSpec spec) {
    if (spec.list()) {
      return value instanceof List<?> list
          && list.stream().allMatch(item -> fits(item, spec.type()));
    }
    return fits(value, spec.type());
  }

  private static boolean fits(@Nullable Object value, DataType type) {
    return switch (type) {
      case BOOLEAN -> value instanceof Boolean;
      case STRING -> value instanceof String;
      case INTEGER -> value instanceof Integer;
      case LONG -> value instanceof Integer || value instanceof Long;
      case FLOAT, DOUBLE -> value instanceof Number;
      case DATETIME -> value instanceof String text && isTime(text);
      case BINARY -> false;
    };
  }

  private static boolean isTime(String text) {
    try {
      DateTimeFormatter.ISO_DATE.parse(text, new ParsePosition(0));
      return true;
    } catch (DateTimeParseException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static String wanted(ParamSpec spec) {
    return spec.list() ? "a list of " + spec.type().wireName() : spec.type().wireName();
  }
}
