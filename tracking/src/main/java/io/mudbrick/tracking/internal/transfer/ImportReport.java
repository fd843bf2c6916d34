package io.mudbrick.tracking.internal.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an import did, counted as it goes. For one thread. */
public final class ImportReport {
  int experiments;
  int runs;
  int models;
  int known;
  long points;
  int files;
  long bytes;

  /** What was not taken, and why. */
  final List<String> broken = new ArrayList<>();

  /** What is worth knowing and stands in nobody's way. */
  final List<String> remarks = new ArrayList<>();

  /** Whether everything was taken that can be. */
  public boolean isWhole() {
    return broken.isEmpty();
  }

  public List<String> broken() {
    return List.copyOf(broken);
  }

  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** The counts, for programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("experiments", experiments);
    json.put("runs", runs);
    json.put("logged_models", models);
    json.put("already_there", known);
    json.put("points", points);
    json.put("files", files);
    json.put("bytes", bytes);
    json.put("not_imported", broken());
    json.put("remarks", remarks());
    return json;
  }

  /** The counts, for people. */
  public String text() {
    return runs
        + " runs and "
        + models
        + " logged models imported in "
        + experiments
        + " experiments, "
        + points
        + " points, "
        + files
        + " files ("
        + bytes
        + " bytes); "
        + known
        + " were there already";
  }
}
