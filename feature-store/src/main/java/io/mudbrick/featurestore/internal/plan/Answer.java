package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureRows;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.join.Fetched;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan answers: the columns are put together when somebody asks. */
record Answer(FeatureSpec spec, ColumnBatch sent, Found found) implements FeatureRows {

  @Override
  public ColumnBatch rows() {
    List<Column> columns = new ArrayList<>(sent.schema().columns());
    List<ColumnVector> vectors = new ArrayList<>(sent.columns());
    for (SpecColumn column : spec.columns()) {
      ColumnVector vector = column.include() ? found.get(column.name()) : null;
      if (vector != null) {
        columns.add(Column.of(column.name(), vector.type()));
        vectors.add(vector);
      }
    }
    return ColumnBatch.of(Schema.of(columns), vectors);
  }

  @Override
  public ColumnBatch outputs() {
    List<Column> columns = new ArrayList<>();
    List<ColumnVector> vectors = new ArrayList<>();
    for (SpecColumn column : spec.columns()) {
      if (column.include()) {
        ColumnVector vector = column(column.name());
        if (vector == null) {
          throw FeatureStoreErrors.missingColumn(column.name(), column.type());
        }
        columns.add(Column.of(column.name(), vector.type()));
        vectors.add(vector);
      }
    }
    return ColumnBatch.of(Schema.of(columns), vectors);
  }

  private @Nullable ColumnVector column(String name) {
    ColumnVector vector = found.get(name);
    return vector == null && sent.schema().contains(name) ? sent.column(name) : vector;
  }

  @Override
  public List<String> overridden() {
    return spec.columns().stream()
        .filter(column -> !(column instanceof Sent) && column.include())
        .map(SpecColumn::name)
        .filter(sent.schema()::contains)
        .toList();
  }

  @Override
  public State state(String feature, int row) {
    Found.Origin origin = found.origin(feature);
    if (origin != null) {
      State state = origin.fetched().state(row);
      return state == State.PRESENT && origin.raw().isNull(row) ? State.NULL : state;
    }
    ColumnVector vector = column(feature);
    if (vector == null) {
      throw FeatureStoreErrors.noSuchColumn(feature);
    }
    return vector.isNull(row) ? State.NULL : State.PRESENT;
  }

  @Override
  public @Nullable Instant eventTime(String feature, int row) {
    Found.Origin origin = found.origin(feature);
    long micros = origin == null ? Fetched.NO_TIME : origin.fetched().eventMicros(row);
    return micros == Fetched.NO_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public List<Freshness> freshness() {
    Set<Freshness> all = new LinkedHashSet<>();
    for (Route.Fetch fetch : found.fetches()) {
      Found.Origin origin = found.origin(fetch.outputs().get(0).name());
      if (origin != null) {
        Fetched fetched = origin.fetched();
        all.add(new Freshness(fetch.step().name(), fetched.version(), fetched.publishedAt()));
      }
    }
    return List.copyOf(all);
  }
}
