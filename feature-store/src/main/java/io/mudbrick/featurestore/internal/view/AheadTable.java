package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.internal.window.Bounds;
import io.mudbrick.featurestore.internal.window.WindowSource;
import io.mudbrick.featurestore.view.Aggregation;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.featurestore.view.RegisteredFeature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What features must share to be computed into one table, and the rows of that table.
 *
 * @param slide how often windows end, in microseconds; 0 for selected columns
 */
record AheadTable(TableSource source, List<String> entity, String time, long slide) {
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final Duration MICRO = Duration.of(1, ChronoUnit.MICROS);

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it cannot be
   *     computed ahead
   */
  static AheadTable of(RegisteredFeature registered) {
    Feature feature = registered.feature();
    if (!(feature.source() instanceof TableSource source)) {
      throw ViewErrors.notAhead(registered.fullName());
    }
    long slide = 0;
    if (feature.computation() instanceof Aggregation aggregation) {
      slide = Bounds.of(aggregation.window()).slide();
      if (slide == 0) {
        throw ViewErrors.notAhead(registered.fullName());
      }
    }
    return new AheadTable(
        source, feature.entity(), String.valueOf(feature.timeseriesColumn()), slide);
  }

  /** The name of its table: the same for the same features, another for others. */
  String name(String prefix) {
    String kind = slide == 0 ? "latest" : MICRO.multipliedBy(slide).toString();
    int hash = Objects.hash(source.table(), source.filter(), entity, time);
    return prefix
        + "_"
        + kind.toLowerCase(Locale.ROOT).replace('.', '_')
        + "_"
        + String.format(Locale.ROOT, "%08x", hash);
  }

  /** The primary key of its table. */
  List<String> primaryKey() {
    List<String> key = new ArrayList<>(entity);
    key.add(time);
    return key;
  }

  /** All rows that are known by now. */
  ColumnBatch rows(TableRead read, List<Feature> features, Instant now) {
    Schema schema = read.schema();
    features.forEach(feature -> FeatureCheck.type(feature, schema));
    Set<String> columns = new LinkedHashSet<>(primaryKey());
    features.forEach(f -> columns.add(schema.column(f.computation().input()).name()));
    @Nullable String filter = source.filter();
    TableRead filtered = filter == null ? read : read.where(filter);
    WindowSource rows = new WindowSource(filtered.columns(columns).toColumns(), entity, time);
    long until = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    return slide == 0 ? selected(rows, features, until) : windows(rows, features, until, schema);
  }

  private ColumnBatch selected(WindowSource rows, List<Feature> features, long until) {
    ColumnBatch latest = rows.latest(until);
    ColumnBatch out = keys(latest.select(primaryKey()));
    for (Feature feature : features) {
      ColumnVector values = latest.column(feature.computation().input());
      out = out.with(Column.of(feature.name(), values.type()), values);
    }
    return out;
  }

  private ColumnBatch windows(
      WindowSource rows, List<Feature> features, long until, Schema schema) {
    long longest = 0;
    for (Feature feature : features) {
      if (feature.computation() instanceof Aggregation aggregation) {
        longest = Math.max(longest, Bounds.of(aggregation.window()).duration());
      }
    }
    ColumnBatch ends = rows.ends(longest, slide, until);
    List<ColumnVector> values =
        rows.compute(
            features.stream().map(Feature::computation).toList(),
            entity.stream().map(ends::column).toList(),
            ends.column(time));
    ColumnBatch out = keys(asOwnTime(ends, schema.column(time).type()));
    for (int i = 0; i < values.size(); i++) {
      out = out.with(Column.of(features.get(i).name(), values.get(i).type()), values.get(i));
    }
    return out;
  }

  /** Ends of days as dates, where the source has dates. */
  private ColumnBatch asOwnTime(ColumnBatch ends, ColumnType type) {
    if (type != ColumnType.DATE) {
      return ends;
    }
    if (slide % MICROS_A_DAY != 0) {
      throw ViewErrors.place("windows over dates end on whole days");
    }
    long[] micros = ends.column(time).longs();
    int[] days = new int[micros.length];
    for (int i = 0; i < days.length; i++) {
      days[i] = Math.toIntExact(Math.floorDiv(micros[i], MICROS_A_DAY));
    }
    return ends.select(entity).with(Column.required(time, type), ColumnVector.of(type, days, null));
  }

  /** Keys have no nulls: rows without an entity or a time are in no window. */
  private static ColumnBatch keys(ColumnBatch batch) {
    List<Column> columns =
        batch.schema().columns().stream().map(c -> Column.required(c.name(), c.type())).toList();
    return ColumnBatch.of(Schema.of(columns), batch.columns());
  }
}
