package io.mudbrick.serving.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.ScoredTable;
import io.mudbrick.serving.Scoring;
import io.mudbrick.serving.ScoringJob;
import io.mudbrick.serving.ServingErrors;
import java.util.ArrayList;
import java.util.List;

/** Batch scoring, for one caller. */
final class BatchScoring implements Scoring {
  private final Room room;
  private final Caller caller;

  BatchScoring(Room room, Caller caller) {
    this.room = room;
    this.caller = caller;
  }

  @Override
  public Predictions scoreBatch(String modelUri, Frame rows) {
    try (ServedModel model = load(modelUri)) {
      return model.predict(rows);
    }
  }

  @Override
  public ScoredTable scoreBatch(ScoringJob job) {
    if (job.source().equalsIgnoreCase(job.target())) {
      throw ServingErrors.targetIsSource(job.source());
    }
    Tables tables = room.context().service(Catalog.class, caller).tables();
    try (ServedModel model = load(job.modelUri())) {
      ColumnBatch rows = tables.open(job.source()).read().toColumns();
      ColumnBatch scored = scored(job, rows, model.predict(TableFrames.of(rows)));
      if (!tables.exists(job.target())) {
        tables.create(TableSpec.builder(job.target(), nullable(scored.schema())).build());
      }
      CommitResult commit = tables.open(job.target()).overwrite(scored);
      recordLineage(job, model, rows.schema().names());
      return new ScoredTable(job.target(), commit.version(), scored.size(), model.id());
    }
  }

  private ServedModel load(String modelUri) {
    ModelVersion version = room.context().service(Registry.class, caller).resolve(modelUri);
    return ServedModel.load(room.context(), caller, version, InputResolver.Source.BATCH);
  }

  /** The source's columns with the predictions behind them. */
  private static ColumnBatch scored(ScoringJob job, ColumnBatch rows, Predictions predictions) {
    ColumnBatch out =
        with(
            job,
            rows,
            ScoringJob.PREDICTION,
            Frames.vector(ScoringJob.PREDICTION, predictions.values()));
    if (job.probabilities()) {
      for (int k = 0; k < predictions.classes().size(); k++) {
        double[] probability = new double[predictions.rows()];
        for (int i = 0; i < probability.length; i++) {
          probability[i] = predictions.probability(i, k);
        }
        String name = "probability_" + predictions.classes().get(k);
        out = with(job, out, name, ColumnVector.ofDoubles(probability));
      }
    }
    return out;
  }

  private static ColumnBatch with(
      ScoringJob job, ColumnBatch rows, String name, ColumnVector values) {
    if (rows.schema().contains(name)) {
      throw ServingErrors.columnTaken(name, job.source());
    }
    return rows.with(Column.of(name, values.type()), values);
  }

  /** The target promises no more than its rows need: a later source may hold nulls. */
  private static Schema nullable(Schema schema) {
    List<Column> columns = new ArrayList<>();
    for (Column column : schema.columns()) {
      ColumnType type = column.type();
      columns.add(new Column(column.name(), type, true, column.comment()));
    }
    return Schema.of(columns);
  }

  private void recordLineage(ScoringJob job, ServedModel model, List<String> columns) {
    EntityRef target = table(job.target());
    EntityRef version =
        new EntityRef(EntityRef.Type.MODEL_VERSION, caller.metastoreId(), model.id());
    List<ColumnFlow> flows = new ArrayList<>();
    columns.forEach(column -> flows.add(new ColumnFlow(column, column)));
    ModelSignature signature = model.model().signature();
    if (signature != null) {
      signature.inputs().names().stream()
          .filter(columns::contains)
          .forEach(input -> flows.add(new ColumnFlow(input, ScoringJob.PREDICTION)));
    }
    publish(new LineageEdge(table(job.source()), target, caller, room.now(), flows));
    publish(new LineageEdge(version, target, caller, room.now()));
  }

  private void publish(LineageEdge edge) {
    room.context().events().publish(edge);
  }

  private EntityRef table(String fullName) {
    return room.context().service(Catalog.class, caller).lineage().table(fullName);
  }
}
