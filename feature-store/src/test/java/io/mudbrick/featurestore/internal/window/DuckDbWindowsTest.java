package io.mudbrick.featurestore.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Aggregate.Kind;
import io.mudbrick.featurestore.view.Aggregation;
import io.mudbrick.featurestore.view.TimeWindow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DuckDB's aggregates over a join by ranges as the second opinion. */
class DuckDbWindowsTest {
  private static final long HOUR = 3_600_000_000L;

  /** A window, and its end and length in the oracle's words. */
  private record Case(TimeWindow window, String end, long length) {}

  private static final List<Case> CASES =
      List.of(
          new Case(TimeWindow.rolling(hours(7)), "l.t", 7 * HOUR),
          new Case(TimeWindow.rolling(hours(24), hours(3)), "l.t - " + 3 * HOUR, 24 * HOUR),
          new Case(TimeWindow.tumbling(hours(12)), multiple(12 * HOUR), 12 * HOUR),
          new Case(TimeWindow.sliding(hours(24), hours(6)), multiple(6 * HOUR), 24 * HOUR),
          new Case(TimeWindow.lifetime(hours(1)), "l.t - " + HOUR, 1L << 60));

  private static Duration hours(long n) {
    return Duration.ofHours(n);
  }

  /** The last multiple that is not after the time, also before the epoch. */
  private static String multiple(long step) {
    return "l.t - ((l.t % " + step + ") + " + step + ") % " + step;
  }

  @Test
  void agrees_on_random_rows() throws Exception {
    compare(6_000, 2_000, 20, 1);
  }

  @Test
  void agrees_where_many_rows_have_one_entity_and_one_time() throws Exception {
    compare(1_000, 1_000, 2, 2);
  }

  @Test
  @Tag("nightly")
  void agrees_on_many_shapes() throws Exception {
    for (int seed = 3; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      compare(
          random.nextInt(100, 20_000), random.nextInt(100, 5_000), random.nextInt(1, 500), seed);
    }
  }

  private static void compare(int rows, int labels, int keys, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    long[] rowKeys = new long[rows];
    long[] rowTimes = new long[rows];
    double[] values = new double[rows];
    boolean[] nulls = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      rowKeys[i] = random.nextInt(keys);
      rowTimes[i] = time(random);
      // Whole, so that no order of summing loses anything.
      values[i] = random.nextInt(-1000, 1000);
      nulls[i] = random.nextInt(10) == 0;
    }
    long[] labelKeys = new long[labels];
    long[] labelTimes = new long[labels];
    for (int i = 0; i < labels; i++) {
      labelKeys[i] = random.nextInt(keys + 1);
      labelTimes[i] = time(random);
    }
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    kinds.removeAll(List.of(Kind.FIRST, Kind.LAST)); // ties have no order there
    List<Aggregation> asked = new ArrayList<>();
    for (Case each : CASES) {
      for (Kind kind : kinds) {
        Double share = kind == Kind.APPROX_PERCENTILE ? 0.3 : null;
        asked.add(new Aggregation(new Aggregate(kind, "v", share, null), each.window()));
      }
    }
    ColumnBatch source =
        ColumnBatch.of(
            Schema.of(
                Column.of("k", ColumnType.LONG),
                Column.of("t", ColumnType.TIMESTAMP),
                Column.of("v", ColumnType.DOUBLE)),
            ColumnVector.ofLongs(rowKeys),
            ColumnVector.ofTimestamps(rowTimes),
            ColumnVector.of(ColumnType.DOUBLE, values, nulls));
    List<ColumnVector> found =
        new WindowSource(source, List.of("k"), "t")
            .compute(
                asked,
                List.of(ColumnVector.ofLongs(labelKeys)),
                ColumnVector.ofTimestamps(labelTimes));
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        Statement statement = connection.createStatement()) {
      fill(connection, statement, rowKeys, rowTimes, values, nulls, labelKeys, labelTimes);
      int next = 0;
      for (Case each : CASES) {
        StringBuilder sql = new StringBuilder("SELECT l.i, count(s.k)");
        kinds.forEach(kind -> sql.append(", ").append(expression(kind)));
        // Any row before the window's end makes the entity known.
        sql.append(" FROM l LEFT JOIN s ON s.k = l.k AND s.t < ").append(each.end());
        sql.append(" GROUP BY l.i");
        String in = "s.t >= " + each.end() + " - " + each.length();
        check(statement, sql.toString().replace("?in?", in), found, next, kinds);
        next += kinds.size();
      }
    }
  }

  private static long time(SplittableRandom random) {
    long hour = random.nextInt(-200, 200) * HOUR;
    return random.nextBoolean() ? hour : hour + random.nextInt(-5, 5);
  }

  private static String expression(Kind kind) {
    String function =
        switch (kind) {
          case APPROX_COUNT_DISTINCT -> "count(DISTINCT s.v)";
          case APPROX_PERCENTILE -> "quantile_disc(s.v, 0.3)";
          default -> kind.word() + "(s.v)";
        };
    return function + " FILTER (WHERE ?in?)";
  }

  private static void check(
      Statement statement, String sql, List<ColumnVector> found, int first, List<Kind> kinds)
      throws Exception {
    try (ResultSet set = statement.executeQuery(sql)) {
      while (set.next()) {
        int row = set.getInt(1);
        boolean known = set.getLong(2) > 0;
        for (int k = 0; k < kinds.size(); k++) {
          Object actual = found.get(first + k).get(row);
          double expected = set.getDouble(3 + k);
          String where = kinds.get(k) + " of row " + row + " in " + sql;
          if (!known || set.wasNull()) {
            assertThat(actual).as(where).isNull();
          } else {
            double own = actual instanceof Number number ? number.doubleValue() : Double.NaN;
            boolean spread = kinds.get(k).name().matches("(STDDEV|VAR)_.*");
            double slack = spread ? Math.max(1e-9, Math.abs(expected) * 1e-12) : 0;
            assertThat(own).as(where).isCloseTo(expected, within(slack));
          }
        }
      }
    }
  }

  private static void fill(
      Connection connection,
      Statement statement,
      long[] rowKeys,
      long[] rowTimes,
      double[] values,
      boolean[] nulls,
      long[] labelKeys,
      long[] labelTimes)
      throws Exception {
    statement.execute("CREATE TABLE s (k BIGINT, t BIGINT, v DOUBLE)");
    statement.execute("CREATE TABLE l (i INTEGER, k BIGINT, t BIGINT)");
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", "s")) {
      for (int i = 0; i < rowKeys.length; i++) {
        appender.beginRow();
        appender.append(rowKeys[i]);
        appender.append(rowTimes[i]);
        if (nulls[i]) {
          appender.appendNull();
        } else {
          appender.append(values[i]);
        }
        appender.endRow();
      }
    }
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", "l")) {
      for (int i = 0; i < labelKeys.length; i++) {
        appender.beginRow();
        appender.append(i);
        appender.append(labelKeys[i]);
        appender.append(labelTimes[i]);
        appender.endRow();
      }
    }
  }
}
