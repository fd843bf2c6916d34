package io.mudbrick.tracking.internal.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an export wrote, counted as it goes. For one thread. */
public final class ExportReport {
  int experiments;
  int runs;
  int models;
  long points;
  int files;
  long bytes;

  /** What could not be written, and why. */
  final List<String> broken = new ArrayList<>();

  /** Whether everything was written. */
  public boolean isWhole() {
    return broken.isEmpty();
  }

  public List<String> broken() {
    return List.copyOf(broken);
  }

  /** The counts, for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("experiments", experiments);
    json.put("runs", runs);
    json.put("logged_models", models);
    json.put("points", points);
    json.put("files", files);
    json.put("bytes", bytes);
    json.put("not_exported", broken());
    return json;
  }

  /** The counts, for people. */
  public String text() {
    return experiments
        + " experiments, "
        + runs
        + " runs, "
        + models
        + " logged models, "
        + points
        + " points, "
        + files
        + " files ("
        + bytes
        + " bytes) exported";
  }
}
