package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.ModelOutput;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunData;
import io.mudbrick.tracking.RunInputs;
import io.mudbrick.tracking.RunTag;
import java.util.List;
import java.util.Map;

/** Puts runs together from their rows: a handful of queries for a page, however long. */
public final class RunReader {
  private final MetricStore metrics = new MetricStore();
  private final KeyValueStore params = KeyValueStore.runParams();
  private final KeyValueStore tags = KeyValueStore.runTags();
  private final InputStore inputs = new InputStore();

  /** The runs with all that was logged to them, in their order. */
  public List<Run> read(Tx tx, List<StoredRun> runs) {
    List<Long> numbers = runs.stream().map(StoredRun::number).toList();
    Map<Long, List<Metric>> latest = metrics.latest(tx, numbers);
    Map<Long, List<Param>> allParams = params.all(tx, numbers, Param::new);
    Map<Long, List<RunTag>> allTags = tags.all(tx, numbers, RunTag::new);
    Map<Long, RunInputs> allInputs = inputs.inputs(tx, numbers);
    Map<Long, List<ModelOutput>> outputs = inputs.outputs(tx, numbers);
    return runs.stream()
        .map(
            run ->
                new Run(
                    run.info(),
                    new RunData(
                        latest.getOrDefault(run.number(), List.of()),
                        allParams.getOrDefault(run.number(), List.of()),
                        allTags.getOrDefault(run.number(), List.of())),
                    allInputs.getOrDefault(run.number(), new RunInputs(List.of(), List.of())),
                    outputs.getOrDefault(run.number(), List.of())))
        .toList();
  }
}
