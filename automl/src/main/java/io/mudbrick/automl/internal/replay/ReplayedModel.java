package io.mudbrick.automl.internal.replay;

import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.judging.Models;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Scorer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A classifier or a regression that was made again. Thread-safe. */
public final class ReplayedModel implements Replayed {
  private static final String NO_ID = "0".repeat(32);

  private final ModelPackage model;
  private final Scorer scorer;
  private final Map<String, Double> metrics;

  ReplayedModel(
      Prepared prepared, List<Member> members, double sharpness, Map<String, Double> metrics) {
    this.model = Models.pack(prepared, members, sharpness, null, NO_ID, Instant.EPOCH);
    this.scorer = model.scorer();
    this.metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  private ReplayedModel(ModelPackage model, Scorer scorer, Map<String, Double> metrics) {
    this.model = model;
    this.scorer = scorer;
    this.metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** The same, about which more is known. */
  ReplayedModel with(Map<String, Double> further) {
    Map<String, Double> all = new TreeMap<>(metrics);
    all.putAll(further);
    return new ReplayedModel(model, scorer, all);
  }

  @Override
  public Map<String, Double> metrics() {
    return metrics;
  }

  @Override
  public Predictions predict(Frame rows) {
    return scorer.score(model.signature().inputs().enforce(rows));
  }

  @Override
  public void write(Path directory) {
    model.write(directory);
  }
}
