package io.mudbrick.catalog;

import io.mudbrick.platform.events.EntityRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How much of each kind a change of something reaches, as far as the caller may see it. Get one
 * from {@link LineageGraph#impact()}; over REST it is part of the answer of {@code GET
 * /api/2.0/mudbrick/lineage}.
 *
 * @param onlineTables tables that features were published to
 * @param models registered models, whatever the number of their versions
 */
public record Impact(
    long tables,
    long onlineTables,
    long trainingSets,
    long runs,
    long models,
    long modelVersions,
    long endpoints) {

  static Impact of(LineageGraph graph) {
    return new Impact(
        graph.entities(EntityRef.Type.TABLE).size(),
        graph.entities(EntityRef.Type.ONLINE_TABLE).size(),
        graph.entities(EntityRef.Type.TRAINING_SET).size(),
        graph.entities(EntityRef.Type.RUN).size(),
        graph.entities(EntityRef.Type.MODEL_VERSION).stream().map(Impact::model).distinct().count(),
        graph.entities(EntityRef.Type.MODEL_VERSION).size(),
        graph.entities(EntityRef.Type.ENDPOINT).size());
  }

  private static String model(EntityRef version) {
    return version.id().replaceFirst("/[^/]*$", "");
  }

  /** {@code 2 tables, 1 run, 3 models and 2 endpoints}; {@code nothing} when nothing is reached. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    add(parts, tables, "table");
    add(parts, onlineTables, "online table");
    add(parts, trainingSets, "training set");
    add(parts, runs, "run");
    add(parts, models, "model");
    add(parts, endpoints, "endpoint");
    int last = parts.size() - 1;
    return last < 1
        ? parts.stream().findFirst().orElse("nothing")
        : parts.stream().limit(last).collect(Collectors.joining(", ")) + " and " + parts.get(last);
  }

  private static void add(List<String> parts, long count, String noun) {
    if (count > 0) {
      parts.add(count + " " + noun + (count == 1 ? "" : "s"));
    }
  }
}
