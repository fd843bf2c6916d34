package io.mudbrick.platform.internal.ops;

import java.util.LinkedHashMap;
import java.util.Map;

/** The text format of Prometheus, version 0.0.4: families of samples, each announced once. */
final class PrometheusText {
  private final StringBuilder text = new StringBuilder();

  PrometheusText family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  PrometheusText sample(String name, Map<String, String> labels, Number value) {
    text.append(name);
    if (!labels.isEmpty()) {
      String between = "{";
      for (Map.Entry<String, String> label : labels.entrySet()) {
        text.append(between).append(label.getKey()).append("=\"");
        text.append(escaped(label.getValue())).append('"');
        between = ",";
      }
      text.append('}');
    }
    text.append(' ').append(number(value.doubleValue())).append('\n');
    return this;
  }

  /** A family of one sample without labels. */
  PrometheusText single(String name, String type, String help, Number value) {
    return family(name, type, help).sample(name, Map.of(), value);
  }

  static Map<String, String> labels(String... namesAndValues) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return labels;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
