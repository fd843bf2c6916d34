package io.mudbrick.serving.internal.batch;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.TableWrite;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import io.mudbrick.platform.model.CsvRows;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.ScoredTable;
import io.mudbrick.serving.Scoring;
import io.mudbrick.serving.ScoringJob;
import io.mudbrick.serving.ScoringProgress;
import io.mudbrick.serving.ScoringRun;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.ServedModel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Batch scoring, for one caller. */
public final class BatchScoring implements Scoring {
  private final ModuleContext context;
  private final ScoringRuns runs;
  private final Caller caller;

  public BatchScoring(ModuleContext context, ScoringRuns runs, Caller caller) {
    this.context = context;
    this.runs = runs;
    this.caller = caller;
  }

  @Override
  public Predictions scoreBatch(String modelUri, Frame rows) {
    try (ServedModel model = load(modelUri)) {
      return model.predict(rows);
    }
  }

  @Override
  public Frame scoreCsv(String modelUri, String csv, boolean probabilities) {
    try (ServedModel model = load(modelUri)) {
      return new Scored(model, "the rows", probabilities).of(rows(model, csv));
    }
  }

  private static Frame rows(ServedModel model, String csv) {
    ModelSignature signature = model.signature();
    return CsvRows.read(csv, signature == null ? null : signature.inputs());
  }

  @Override
  public Stream<Frame> scoreTable(String modelUri, String source, boolean probabilities) {
    ServedModel model = load(modelUri);
    try {
      Scored scored = new Scored(model, source, probabilities);
      return tables()
          .open(source)
          .read()
          .batches()
          .map(batch -> TableFrames.of(scored.of(batch)))
          .onClose(model::close);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public ScoredTable scoreBatch(ScoringJob job, ScoringProgress progress) {
    if (job.source().equalsIgnoreCase(job.target())) {
      throw ServingErrors.targetIsSource(job.source());
    }
    try (ServedModel model = load(job.modelUri())) {
      TableScoring scoring = new TableScoring(tables(), job, model, progress);
      ScoredTable table = scoring.run();
      recordLineage(job, model, scoring.columns());
      return table;
    }
  }

  @Override
  public ScoredTable scoreInto(String modelUri, String csv, String target, String job, long part) {
    try (ServedModel model = load(modelUri)) {
      Frame frame = new Scored(model, "the rows", false).of(rows(model, csv));
      ColumnBatch batch = TableFrames.batch(frame);
      DeltaTable table = TableScoring.target(tables(), target, batch);
      TableWrite write = table.write().transaction("mudbrick-scoring-" + job, part);
      CommitResult commit = part == 1 ? write.overwrite(batch) : write.append(batch);
      publish(new LineageEdge(version(model), table(target), caller, now()));
      return new ScoredTable(target, commit.version(), batch.size(), model.id());
    }
  }

  @Override
  public ScoringRun start(ScoringJob job) {
    // What can be refused at once is: the model, and the source.
    load(job.modelUri()).close();
    tables().open(job.source());
    return runs.start(owner(), context.ids().uuid(), progress -> scoreBatch(job, progress));
  }

  @Override
  public ScoringRun run(String id) {
    ScoringRun run = runs.find(owner(), id);
    if (run == null) {
      throw ServingErrors.noSuchRun(id);
    }
    return run;
  }

  private String owner() {
    return caller.workspaceId() + "/" + caller.principal().id();
  }

  private Tables tables() {
    return context.service(Catalog.class, caller).tables();
  }

  private ServedModel load(String modelUri) {
    ModelVersion version = context.service(Registry.class, caller).resolve(modelUri);
    return ServedModel.load(context, caller, version, InputResolver.Source.BATCH);
  }

  private void recordLineage(ScoringJob job, ServedModel model, List<String> columns) {
    EntityRef target = table(job.target());
    List<ColumnFlow> flows = new ArrayList<>();
    columns.forEach(column -> flows.add(new ColumnFlow(column, column)));
    ModelSignature signature = model.signature();
    if (signature != null) {
      signature.inputs().names().stream()
          .filter(columns::contains)
          .forEach(input -> flows.add(new ColumnFlow(input, ScoringJob.PREDICTION)));
    }
    publish(new LineageEdge(table(job.source()), target, caller, now(), flows));
    publish(new LineageEdge(version(model), target, caller, now()));
  }

  private EntityRef version(ServedModel model) {
    return new EntityRef(EntityRef.Type.MODEL_VERSION, caller.metastoreId(), model.id());
  }

  private Instant now() {
    return context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void publish(LineageEdge edge) {
    context.events().publish(edge);
  }

  private EntityRef table(String fullName) {
    return context.service(Catalog.class, caller).lineage().table(fullName);
  }
}
