package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureRows;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.internal.PlanErrors;
import io.mudbrick.featurestore.internal.join.Fetched;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan answers: the columns are put together when somebody asks. */
record Answer(CompiledPlan plan, ColumnBatch sent, Found found) implements FeatureRows {

  @Override
  public ColumnBatch rows() {
    List<Column> columns = new ArrayList<>(sent.schema().columns());
    List<ColumnVector> vectors = new ArrayList<>(sent.columns());
    Places places = plan.places();
    for (int place = 0; place < places.size(); place++) {
      SpecColumn column = places.column(place);
      ColumnVector vector = column.include() ? found.get(place) : null;
      if (vector != null) {
        columns.add(Column.of(column.name(), vector.type()));
        vectors.add(vector);
      }
    }
    return ColumnBatch.of(Schema.of(columns), vectors);
  }

  @Override
  public ColumnBatch outputs() {
    Schema declared = plan.outputSchema();
    List<ColumnVector> vectors = new ArrayList<>(declared.size());
    boolean same = true;
    Places places = plan.places();
    for (int place = 0; place < places.size(); place++) {
      SpecColumn column = places.column(place);
      if (column.include()) {
        ColumnVector vector = column(place);
        if (vector == null) {
          throw PlanErrors.missingColumn(column.name(), column.type());
        }
        same &= vector.type().equals(declared.column(vectors.size()).type());
        vectors.add(vector);
      }
    }
    return ColumnBatch.of(same ? declared : typed(declared, vectors), vectors);
  }

  /** What came with the rows may be of another type than the spec has. */
  private static Schema typed(Schema declared, List<ColumnVector> vectors) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      columns.add(Column.of(declared.column(i).name(), vectors.get(i).type()));
    }
    return Schema.of(columns);
  }

  private @Nullable ColumnVector column(int place) {
    ColumnVector vector = found.get(place);
    if (vector != null) {
      return vector;
    }
    String name = plan.places().column(place).name();
    return sent.schema().contains(name) ? sent.column(name) : null;
  }

  @Override
  public List<String> overridden() {
    return plan.spec().columns().stream()
        .filter(column -> !(column instanceof Sent) && column.include())
        .map(SpecColumn::name)
        .filter(sent.schema()::contains)
        .toList();
  }

  @Override
  public State state(String feature, int row) {
    int place = place(feature);
    Fetched origin = found.origin(place);
    if (origin != null) {
      State state = origin.state(row);
      return state == State.PRESENT && found.isNull(place, row) ? State.NULL : state;
    }
    ColumnVector vector = column(place);
    if (vector == null) {
      throw PlanErrors.noSuchColumn(feature);
    }
    return vector.isNull(row) ? State.NULL : State.PRESENT;
  }

  private int place(String feature) {
    int place = plan.places().of(feature);
    if (place == Places.NONE) {
      throw PlanErrors.noSuchColumn(feature);
    }
    return place;
  }

  @Override
  public @Nullable Instant eventTime(String feature, int row) {
    Fetched origin = found.origin(place(feature));
    long micros = origin == null ? Fetched.NO_TIME : origin.eventMicros(row);
    return micros == Fetched.NO_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public List<Freshness> freshness() {
    Set<Freshness> all = new LinkedHashSet<>();
    for (Route.Fetch fetch : found.fetches()) {
      Fetched fetched = found.origin(fetch.places()[0]);
      if (fetched != null) {
        all.add(new Freshness(fetch.step().name(), fetched.version(), fetched.publishedAt()));
      }
    }
    return List.copyOf(all);
  }
}
