package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.join.Fetched;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An online table as a plan sees it: each fetch sees one publish, the newest. */
public final class OnlineSource implements BoundTable {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final OnlineViews views;
  private final Clock clock;
  private final String metastore;
  private final String name;
  private final String sourceId;
  private volatile @Nullable Projection projection;

  OnlineSource(OnlineViews views, Clock clock, String metastore, String name, String sourceId) {
    this.views = views;
    this.clock = clock;
    this.metastore = metastore;
    this.name = name;
    this.sourceId = sourceId;
  }

  @Override
  public List<Column> keys() {
    return views.view(metastore, name).keys();
  }

  /** None: only the newest row of each key is online. */
  @Override
  public @Nullable Column time() {
    return null;
  }

  @Override
  public Schema features() {
    return views.view(metastore, name).features();
  }

  @Override
  public Fetched fetch(
      List<ColumnVector> keys,
      @Nullable ColumnVector asOf,
      long lookbackMicros,
      List<String> features) {
    int count = keys.get(0).size();
    List<@Nullable KeyBytes> bytes = new ArrayList<>(count);
    for (int row = 0; row < count; row++) {
      bytes.add(KeyBytes.of(keys, row));
    }
    OnlineViews.Found found = views.rows(metastore, name, bytes);
    OnlineView view = found.view();
    if (!view.record().sourceId().equals(sourceId)) {
      throw OnlineErrors.noSuitableOnlineTable(view.record().sourceTable());
    }
    List<StoredRow> rows = live(view, found.rows());
    return new Rows(projection(view, features).of(rows), found, rows);
  }

  /** Plans ask for the same columns of the same publish again and again. */
  private Projection projection(OnlineView view, List<String> features) {
    Projection known = projection;
    if (known == null || !known.suits(view, features)) {
      known = new Projection(view, features);
      projection = known;
    }
    return known;
  }

  /**
   * @param live the rows that are found, but for expired ones
   */
  private record Rows(List<ColumnVector> values, OnlineViews.Found found, List<StoredRow> live)
      implements Fetched {
    @Override
    public State state(int row) {
      if (found.rows().get(row) == StoredRow.NONE) {
        return State.NOT_FOUND;
      }
      return live.get(row) == StoredRow.NONE ? State.EXPIRED : State.PRESENT;
    }

    @Override
    public long eventMicros(int row) {
      StoredRow stored = found.rows().get(row);
      Object time = found.view().time() == null || stored == StoredRow.NONE ? null : stored.get(0);
      if (time instanceof LocalDate date) {
        return date.toEpochDay() * MICROS_A_DAY;
      }
      return time instanceof Instant instant
          ? ChronoUnit.MICROS.between(Instant.EPOCH, instant)
          : NO_TIME;
    }

    @Override
    public long version() {
      return found.view().record().version();
    }

    @Override
    public Instant publishedAt() {
      return found.view().record().publishedAt();
    }
  }

  /** The rows, but none that is expired. */
  private List<StoredRow> live(OnlineView view, List<StoredRow> rows) {
    Instant oldest = view.oldest(clock.instant());
    if (oldest == null) {
      return rows;
    }
    return rows.stream()
        .map(
            row -> {
              Instant time = view.eventTime(row);
              return time != null && time.isBefore(oldest) ? StoredRow.NONE : row;
            })
        .toList();
  }
}
