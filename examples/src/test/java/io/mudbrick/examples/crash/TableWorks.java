package io.mudbrick.examples.crash;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Delta tables, feature tables and what is published of them. */
final class TableWorks {
  private static final Schema SCHEMA =
      Schema.builder().column("k", ColumnType.LONG).column("v", ColumnType.LONG).build();

  private TableWorks() {}

  private static List<Row> rows(long keys, long value) {
    return LongStream.range(0, keys).mapToObj(k -> Row.of(SCHEMA, k, value)).toList();
  }

  /** Rows appended three at a time. */
  static final class Append implements Work {
    private static final String NAME = "workspace.default.crash_append";
    private static final int ROWS = 3;

    private final Mudbrick platform;

    Append(Mudbrick platform) {
      this.platform = platform;
    }

    private Tables tables() {
      return platform.module(Catalog.class).tables();
    }

    @Override
    public void prepare() {
      tables().create(TableSpec.builder(NAME, SCHEMA).build());
    }

    @Override
    public void act(long n) {
      tables().open(NAME).append(rows(ROWS, n));
    }

    @Override
    public long check(long acknowledged) {
      Map<Long, Long> counts =
          tables()
              .open(NAME)
              .read()
              .rows()
              .collect(Collectors.groupingBy(row -> row.getLong("v"), Collectors.counting()));
      for (long n = 1; n <= counts.size(); n++) {
        Expect.that(
            Objects.equals(counts.get(n), (long) ROWS), "append %d left %s rows", n, counts.get(n));
      }
      long version = tables().open(NAME).version();
      Expect.that(version == counts.size(), "version %d after %d", version, counts.size());
      return Expect.acknowledged("append", counts.size(), acknowledged);
    }
  }

  /** All rows of a table changed at once. */
  static final class Upsert implements Work {
    private static final String NAME = "workspace.default.crash_upsert";

    private final Mudbrick platform;

    Upsert(Mudbrick platform) {
      this.platform = platform;
    }

    private Tables tables() {
      return platform.module(Catalog.class).tables();
    }

    @Override
    public void prepare() {
      tables().create(TableSpec.builder(NAME, SCHEMA).build());
      act(0);
    }

    @Override
    public void act(long n) {
      tables().open(NAME).upsert(rows(4, n), "k");
    }

    @Override
    public long check(long acknowledged) {
      List<Row> rows = tables().open(NAME).read().toRows();
      Expect.that(rows.size() == 4, "%d rows of 4 keys", rows.size());
      return Expect.acknowledged("upsert", oneValue("upsert", rows), acknowledged);
    }
  }

  private static long oneValue(String what, List<Row> rows) {
    Set<Long> values = rows.stream().map(row -> row.getLong("v")).collect(Collectors.toSet());
    Expect.that(values.size() == 1, "%s: half of a change is there: %s", what, values);
    return values.iterator().next();
  }

  /** A table that is created, and dropped, and created. */
  static final class CreateAndDrop implements Work {
    private static final String NAME = "workspace.default.crash_come_and_go";

    private final Mudbrick platform;

    CreateAndDrop(Mudbrick platform) {
      this.platform = platform;
    }

    private Tables tables() {
      return platform.module(Catalog.class).tables();
    }

    @Override
    public void prepare() {}

    @Override
    public void act(long n) {
      if (n % 2 == 1) {
        tables().create(TableSpec.builder(NAME, SCHEMA).comment("" + n).build());
      } else {
        tables().delete(NAME);
      }
    }

    @Override
    public long check(long acknowledged) {
      boolean there = tables().exists(NAME);
      if (there) {
        Expect.that(tables().open(NAME).read().count() == 0, "a new table has rows");
      }
      return there == (acknowledged % 2 == 1) ? acknowledged : acknowledged + 1;
    }
  }

  /** A feature table that is written, and then published. */
  static final class Publish implements Work {
    private static final String NAME = "workspace.default.crash_features";
    private static final String ONLINE = NAME + "_online";
    private static final int KEYS = 6;

    private final Mudbrick platform;
    private final long mostAhead;

    /**
     * @param mostAhead how many writes the table may be ahead of what is online
     */
    Publish(Mudbrick platform, long mostAhead) {
      this.platform = platform;
      this.mostAhead = mostAhead;
    }

    private FeatureStore store() {
      return platform.module(FeatureStore.class);
    }

    @Override
    public void prepare() {
      store().createTable(FeatureTableSpec.builder(NAME, SCHEMA).primaryKeys("k").build());
      store().writeTable(NAME, rows(KEYS, 0), WriteMode.MERGE);
      store().publish(NAME, PublishSpec.snapshot(ONLINE));
    }

    /** An odd piece writes the next value, an even one publishes it. */
    @Override
    public void act(long n) {
      if (n % 2 == 1) {
        store().writeTable(NAME, rows(KEYS, (n + 1) / 2), WriteMode.MERGE);
      } else {
        store()
            .publish(
                NAME, n % 4 == 0 ? PublishSpec.snapshot(ONLINE) : PublishSpec.triggered(ONLINE));
      }
    }

    @Override
    public long check(long acknowledged) {
      List<Row> offline = platform.module(Catalog.class).tables().open(NAME).read().toRows();
      Expect.that(offline.size() == KEYS, "%d rows of %d keys", offline.size(), KEYS);
      long written = oneValue("features", offline);
      List<Object> online =
          store()
              .lookup(ONLINE, LongStream.range(0, KEYS).mapToObj(k -> Map.of("k", k)).toList())
              .stream()
              .map(vector -> vector.get("v"))
              .distinct()
              .toList();
      Expect.that(online.size() == 1, "half of a publish is online: %s", online);
      long published = (Long) online.get(0);
      Expect.that(
          published <= written && written - published <= mostAhead,
          "%d online of %d",
          published,
          written);
      if (published == written) {
        Expect.that(store().verify(ONLINE).consistent(), "%s", store().verify(ONLINE));
      }
      return Expect.acknowledged("publish", written + published, acknowledged);
    }
  }
}
