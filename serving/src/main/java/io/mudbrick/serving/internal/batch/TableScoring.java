package io.mudbrick.serving.internal.batch;

import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.delta.TableWrite;
import io.mudbrick.serving.ScoredTable;
import io.mudbrick.serving.ScoringJob;
import io.mudbrick.serving.ScoringProgress;
import io.mudbrick.serving.internal.ServedModel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Scores one version of a table into another table, with a batch of rows in memory at a time. */
final class TableScoring {
  private final Tables tables;
  private final ScoringJob job;
  private final ScoringProgress progress;
  private final Scored scored;
  private final String modelId;
  private final TableRead source;
  private final long total;
  private long done;

  TableScoring(Tables tables, ScoringJob job, ServedModel model, ScoringProgress progress) {
    this.tables = tables;
    this.job = job;
    this.progress = progress;
    this.scored = new Scored(model, job.source(), job.probabilities());
    this.modelId = model.id();
    TableRead newest = tables.open(job.source()).read();
    this.source = newest.version(newest.version());
    this.total = source.count();
  }

  /** The columns of the source. */
  List<String> columns() {
    return source.schema().names();
  }

  ScoredTable run() {
    ColumnBatch first = scored.of(source.limit(1).toColumns());
    DeltaTable target = target(tables, job.target(), first);
    long version = job.resumable() ? inParts(target) : atOnce(target);
    return new ScoredTable(job.target(), version, total, modelId);
  }

  /** The target, made when it is not there. Its columns need hold no value. */
  static DeltaTable target(Tables tables, String name, ColumnBatch like) {
    if (!tables.exists(name)) {
      tables.create(TableSpec.builder(name, nullable(like.schema())).build());
    }
    return tables.open(name);
  }

  /** The target promises no more than its rows need: a later source may hold nulls. */
  private static Schema nullable(Schema schema) {
    return Schema.of(
        schema.columns().stream()
            .map(column -> new Column(column.name(), column.type(), true, column.comment()))
            .toList());
  }

  private long atOnce(DeltaTable target) {
    return target
        .write()
        .overwriteAll(
            () -> {
              done = 0;
              return scored(source.batches());
            })
        .version();
  }

  private long inParts(DeltaTable target) {
    String application = application();
    long have = target.lastTransaction(application).orElse(0);
    long version = target.version();
    try (Stream<ColumnBatch> batches = source.batches()) {
      Iterator<ColumnBatch> rest = batches.iterator();
      for (long part = 1; rest.hasNext() || part == 1; part++) {
        ColumnBatch rows = rest.hasNext() ? rest.next() : ColumnBatch.empty(source.schema());
        if (part > have) {
          TableWrite write = target.write().transaction(application, part);
          ColumnBatch answered = scored.of(rows);
          version = (part == 1 ? write.overwrite(answered) : write.append(answered)).version();
        }
        tell(rows);
      }
    }
    return version;
  }

  /** The same model over the same rows is the same job, whoever begins it again. */
  private String application() {
    String what =
        String.join(
            "|",
            modelId,
            job.source(),
            Long.toString(source.version()),
            Boolean.toString(job.probabilities()));
    return "mudbrick-scoring-" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
  }

  private Iterator<ColumnBatch> scored(Stream<ColumnBatch> batches) {
    Iterator<ColumnBatch> rows = batches.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        boolean more = rows.hasNext();
        if (!more) {
          batches.close();
        }
        return more;
      }

      @Override
      public ColumnBatch next() {
        ColumnBatch batch = rows.next();
        ColumnBatch answered = scored.of(batch);
        tell(batch);
        return answered;
      }
    };
  }

  private void tell(ColumnBatch rows) {
    done += rows.size();
    progress.scored(done, total);
  }
}
