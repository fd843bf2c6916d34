package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeaturePlan;
import io.mudbrick.featurestore.FeatureRows;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.PlanMode;
import io.mudbrick.featurestore.internal.PlanErrors;
import io.mudbrick.featurestore.internal.join.Fetched;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A spec whose lookups are grouped into steps, one fetch for each table, key and time. */
final class CompiledPlan implements FeaturePlan {
  /** Callers may send any subset of the columns: those that come often are few. */
  private static final int KEPT_ROUTES = 64;

  private final FeatureSpec spec;
  private final Source source;
  private final List<Step> steps;
  private final List<Call> calls;
  private final Places places;
  private final Schema outputs;
  private final Map<Set<String>, Route> routes = new ConcurrentHashMap<>();

  CompiledPlan(FeatureSpec spec, Source source, List<Step> steps, List<Call> calls) {
    this.spec = spec;
    this.source = source;
    this.steps = List.copyOf(steps);
    this.calls = List.copyOf(calls);
    this.places = new Places(spec);
    this.outputs =
        Schema.of(
            spec.columns().stream()
                .filter(SpecColumn::include)
                .map(column -> Column.of(column.name(), outputType(column)))
                .toList());
  }

  Places places() {
    return places;
  }

  Schema outputSchema() {
    return outputs;
  }

  FeatureSpec spec() {
    return spec;
  }

  /** Whether answers differ from those of batches as the product's do. */
  boolean faithfulOnline() {
    return source == Source.ONLINE && spec.mode() == PlanMode.FAITHFUL;
  }

  @Override
  public List<String> requiredColumns() {
    return inputs().stream().map(Column::name).toList();
  }

  @Override
  public List<Column> inputs() {
    Map<String, Column> columns = new LinkedHashMap<>(route(Set.of()).inputs());
    for (SpecColumn column : spec.columns()) {
      if (column instanceof Sent && column.include()) {
        columns.putIfAbsent(column.name(), Column.of(column.name(), column.type()));
      }
    }
    return List.copyOf(columns.values());
  }

  @Override
  public List<String> features() {
    return spec.columns().stream()
        .filter(column -> !(column instanceof Sent) && column.include())
        .map(SpecColumn::name)
        .toList();
  }

  @Override
  public List<Column> outputs() {
    return outputs.columns();
  }

  private ColumnType outputType(SpecColumn column) {
    boolean json =
        faithfulOnline()
            && column instanceof LookedUp
            && column.type().storage() == ColumnType.Storage.NESTED;
    return json ? ColumnType.STRING : column.type();
  }

  /** The columns of the spec that are among these, by the spec's spelling: case does not matter. */
  Set<String> sent(Schema rows) {
    Set<String> sent = new HashSet<>();
    for (Column column : rows.columns()) {
      int place = places.of(column.name());
      if (place != Places.NONE) {
        sent.add(places.column(place).name());
      }
    }
    return sent;
  }

  /**
   * @param sent columns of the spec that come with the rows
   */
  Route route(Set<String> sent) {
    Route known = routes.get(sent);
    if (known == null) {
      known = Route.of(spec, places, steps, calls, sent);
      if (routes.size() < KEPT_ROUTES) {
        routes.put(Set.copyOf(sent), known);
      }
    }
    return known;
  }

  @Override
  public FeatureRows run(ColumnBatch rows) {
    return new Answer(this, rows, find(rows, rows.size(), sent(rows.schema())));
  }

  @Override
  public FeatureRows run(Frame rows) {
    return run(Frames.batch(this, rows));
  }

  /**
   * What rows do not bring, found and computed.
   *
   * @param rows what the route for these columns takes
   * @param count how many rows there are, should they have no column that is taken
   * @param sent the columns that the caller brought
   */
  Found find(ColumnBatch rows, int count, Set<String> sent) {
    Route route = route(sent);
    Found found = new Found(places.size());
    for (Route.Fetch fetch : route.fetches()) {
      Step step = fetch.step();
      List<ColumnVector> keys = new ArrayList<>(step.keys().size());
      for (Column key : step.keys()) {
        keys.add(input(rows, key));
      }
      Fetched fetched =
          step.table()
              .fetch(
                  keys,
                  step.time() == null ? null : input(rows, step.time()),
                  step.lookbackMicros(),
                  fetch.features());
      if (step.bound() != null) {
        fetched = TimeBound.of(fetched, step, input(rows, step.bound()));
      }
      found.add(fetch, fetched, faithfulOnline());
    }
    for (Call call : route.calls()) {
      List<ColumnVector> arguments = new ArrayList<>(call.inputs().size());
      for (String name : call.inputs()) {
        arguments.add(argument(rows, found, name, call));
      }
      found.add(places.of(call.output().name()), call.function().call(count, arguments));
    }
    return found;
  }

  private ColumnVector argument(ColumnBatch rows, Found found, String name, Call call) {
    int place = places.of(name);
    ColumnVector vector = place == Places.NONE ? null : found.get(place);
    if (vector == null) {
      if (!rows.schema().contains(name)) {
        throw PlanErrors.missingArgument(name, call.output().function());
      }
      return rows.column(name);
    }
    return faithfulOnline() ? Faithful.asNan(vector) : vector;
  }

  private static ColumnVector input(ColumnBatch rows, Column column) {
    Column sent = rows.schema().find(column.name());
    if (sent == null) {
      throw PlanErrors.missingInput(column);
    }
    if (!sent.type().equals(column.type())) {
      throw PlanErrors.inputType(column, sent.type());
    }
    return rows.column(column.name());
  }
}
