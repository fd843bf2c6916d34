package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Declared;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.PlanMode;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.internal.SpecErrors;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver.Source;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Predictions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Models that carry their lookups: packing them, and scoring with them. */
public final class PackedModels {
  private static final String PREDICTION = "prediction";

  private final ModuleContext context;
  private final Caller caller;
  private final Plans plans;

  public PackedModels(ModuleContext context, Caller caller, Plans plans) {
    this.context = context;
    this.caller = caller;
    this.plans = plans;
  }

  public void pack(TrainingSet set, String runId, ModelPackage.Builder model) {
    model
        .runId(runId)
        .featureSpec(FeatureSpec.FILE, set.spec().toYaml().getBytes(StandardCharsets.UTF_8));
    EntityRef run = new EntityRef(EntityRef.Type.RUN, caller.workspaceId(), runId);
    context.events().publish(new LineageEdge(set.ref(), run, caller, context.clock().instant()));
  }

  public ColumnBatch score(LoadedModel model, ColumnBatch rows, ColumnType resultType) {
    if (rows.schema().contains(PREDICTION)) {
      throw SpecErrors.columnTaken(PREDICTION);
    }
    FeatureSpec spec = SpecInputResolver.packed(model);
    CompiledPlan plan = plans.compile(spec, Source.BATCH);
    Set<String> sent = plan.sent(rows.schema());
    Answer answer = new Answer(plan, rows, plan.find(rows, rows.size(), sent));
    Frame resolved =
        new SpecInputResolver.PlanBinding(plan).with(TableFrames.of(rows), answer.found());
    Predictions predictions = model.predict(resolved);
    Column column = Column.of(PREDICTION, resultType);
    return answer.rows().with(column, vector(predictions, column));
  }

  private static ColumnVector vector(Predictions predictions, Column column) {
    ColumnVectorBuilder vector = ColumnVector.builder(column, predictions.rows());
    for (int row = 0; row < predictions.rows(); row++) {
      vector.add(result(column.type(), predictions.values().value(row)));
    }
    return vector.build();
  }

  private static @Nullable Object result(ColumnType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (type == ColumnType.STRING) {
      return value.toString();
    }
    if (type == ColumnType.DOUBLE || type == ColumnType.LONG) {
      Object number = value instanceof Boolean yes ? (Object) (yes ? 1 : 0) : value;
      if (number instanceof Number given) {
        if (type == ColumnType.DOUBLE) {
          return given.doubleValue();
        }
        if (given.doubleValue() == given.longValue()) {
          return given.longValue();
        }
      }
    }
    throw SpecErrors.resultType(type.sqlName());
  }

  public Predictions predict(LoadedModel model, Frame rows) {
    FeatureSpec spec = SpecInputResolver.packed(model);
    Set<String> series = new HashSet<>();
    for (FeatureSpec.SpecColumn column : spec.columns()) {
      if (column instanceof LookedUp lookup && lookup.timestampLookupKey() != null) {
        series.add(lookup.table());
      }
      if (column instanceof Declared declared) {
        series.add(((TableSource) declared.feature().source()).table());
      }
    }
    if (!series.isEmpty() && spec.mode() == PlanMode.FAITHFUL) {
      List<String> names = new ArrayList<>(series);
      names.sort(null);
      throw SpecErrors.directTimeSeries(names);
    }
    return model.predict(
        new SpecInputResolver.PlanBinding(plans.compile(spec, Source.BATCH)).resolve(rows));
  }
}
