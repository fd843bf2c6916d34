package io.mudbrick.automl.internal.explore;

import io.mudbrick.automl.Alert;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the report tells of.
 *
 * @param name of the data, for people
 * @param rows all columns as they came, the target among them
 * @param target what is to be predicted
 * @param truth a row each: the index of the class or the number; NaN where it is missing
 * @param uses what AutoML makes of the columns, by name; a column may lack
 * @param parts how many rows go where, in order: training, validation, test
 * @param alerts what was noticed before
 * @param origin where the data came from: facts by name
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record ExploredData(
    String name,
    Frame rows,
    Target target,
    double[] truth,
    Map<String, Use> uses,
    Map<String, Integer> parts,
    List<Alert> alerts,
    Map<String, String> origin) {
  public ExploredData {
    uses = Map.copyOf(uses);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    alerts = List.copyOf(alerts);
    origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
  }

  /**
   * What AutoML makes of a column.
   *
   * @param semanticType such as {@code categorical}
   * @param treatment such as {@code one-hot} or {@code left out: constant}
   */
  public record Use(String semanticType, String treatment) {}

  int classes() {
    return target.classes().size();
  }

  /** The same with other rows. */
  ExploredData with(Frame other, double[] otherTruth) {
    return new ExploredData(name, other, target, otherTruth, uses, parts, alerts, origin);
  }

  /** The same with further alerts behind. */
  ExploredData with(List<Alert> further) {
    List<Alert> all = new ArrayList<>(alerts);
    all.addAll(further);
    return new ExploredData(name, rows, target, truth, uses, parts, all, origin);
  }
}
