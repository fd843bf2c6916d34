package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeaturePlan;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.join.BoundTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A spec whose lookups are grouped into steps: one fetch for each table, key and time. */
public final class CompiledPlan implements FeaturePlan {

  /**
   * One fetch.
   *
   * @param time the rows' time column; null when the table's rows are found by key alone
   */
  record Step(
      BoundTable table,
      List<Column> keys,
      @Nullable Column time,
      long lookbackMicros,
      List<LookedUp> outputs) {}

  private final FeatureSpec spec;
  private final List<Step> steps;

  CompiledPlan(FeatureSpec spec, List<Step> steps) {
    this.spec = spec;
    this.steps = List.copyOf(steps);
  }

  @Override
  public List<String> requiredColumns() {
    Set<String> names = new LinkedHashSet<>();
    lookupColumns().forEach(column -> names.add(column.name()));
    for (SpecColumn column : spec.columns()) {
      if (column instanceof Sent && column.include()) {
        names.add(column.name());
      }
    }
    return List.copyOf(names);
  }

  /** The keys and times that lookups take from rows, with the types that they must have. */
  private Collection<Column> lookupColumns() {
    return lookupColumns(List.of());
  }

  /**
   * The keys and times that lookups take from rows, with the types that they must have.
   *
   * @param sent columns that come with the rows: a lookup whose outputs are all among them is not
   *     made
   */
  Collection<Column> lookupColumns(Collection<String> sent) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Step step : steps) {
      if (!sent.containsAll(step.outputs().stream().map(LookedUp::name).toList())) {
        step.keys().forEach(key -> columns.put(key.name(), key));
        Column time = step.time();
        if (time != null) {
          columns.put(time.name(), time);
        }
      }
    }
    return columns.values();
  }

  @Override
  public List<String> features() {
    return spec.columns().stream()
        .filter(column -> column instanceof LookedUp && column.include())
        .map(SpecColumn::name)
        .toList();
  }

  @Override
  public ColumnBatch apply(ColumnBatch rows) {
    List<Column> columns = new ArrayList<>(rows.schema().columns());
    List<ColumnVector> vectors = new ArrayList<>(rows.columns());
    // By the schema's rules: the case of a name does not matter.
    List<String> sent =
        spec.columns().stream().map(SpecColumn::name).filter(rows.schema()::contains).toList();
    Map<String, ColumnVector> found = lookUp(rows, sent);
    for (SpecColumn column : spec.columns()) {
      ColumnVector vector = found.get(column.name());
      if (vector != null) {
        columns.add(Column.of(column.name(), column.type()));
        vectors.add(vector);
      }
    }
    return ColumnBatch.of(Schema.of(columns), vectors);
  }

  /**
   * The included features by output name.
   *
   * @param rows the keys and times
   * @param sent the columns that the caller brought: features among them are not looked up
   */
  Map<String, ColumnVector> lookUp(ColumnBatch rows, Collection<String> sent) {
    Map<String, ColumnVector> found = new HashMap<>();
    for (Step step : steps) {
      List<LookedUp> wanted =
          step.outputs().stream().filter(output -> !sent.contains(output.name())).toList();
      if (!wanted.isEmpty()) {
        List<ColumnVector> vectors =
            step.table()
                .fetch(
                    step.keys().stream().map(key -> input(rows, key)).toList(),
                    step.time() == null ? null : input(rows, step.time()),
                    step.lookbackMicros(),
                    wanted.stream().map(LookedUp::feature).toList());
        for (int i = 0; i < wanted.size(); i++) {
          LookedUp output = wanted.get(i);
          found.put(output.name(), withDefault(output, vectors.get(i)));
        }
      }
    }
    return found;
  }

  private static ColumnVector input(ColumnBatch rows, Column column) {
    Column sent = rows.schema().find(column.name());
    if (sent == null) {
      throw FeatureStoreErrors.missingInput(column);
    }
    ColumnType type = sent.type();
    if (!type.equals(column.type())) {
      throw FeatureStoreErrors.inputType(column, type);
    }
    return rows.column(column.name());
  }

  private static ColumnVector withDefault(LookedUp output, ColumnVector vector) {
    Object value = output.defaultValue();
    if (value == null || vector.nullCount() == 0) {
      return vector;
    }
    ColumnVectorBuilder filled =
        ColumnVector.builder(Column.of(output.name(), output.type()), vector.size());
    for (int i = 0; i < vector.size(); i++) {
      filled.add(vector.isNull(i) ? value : vector.get(i));
    }
    return filled.build();
  }
}
