package io.mudbrick.serving.internal.traffic;

/** Metrics in Prometheus' text format, built family by family. Belongs to one thread. */
public final class MetricsText {
  private final StringBuilder text = new StringBuilder();

  /** Begins a metric, whose samples follow. */
  public void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void sample(String name, String labels, double value) {
    text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }

  /** A sample without labels. */
  public void sample(String name, double value) {
    text.append(name).append(' ').append(value).append('\n');
  }

  /** {@code name="value"}. */
  static String label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
