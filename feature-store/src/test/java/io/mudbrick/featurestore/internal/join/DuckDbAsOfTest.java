package io.mudbrick.featurestore.internal.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.ColumnVector;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB's {@code ASOF JOIN} as the second opinion on data too large for a scan. */
class DuckDbAsOfTest {
  @TempDir Path spill;

  @Test
  void agrees_on_uniform_keys() throws Exception {
    compare(200_000, 50_000, 2_000, 1, 1);
  }

  @Test
  void agrees_when_nearly_all_rows_have_one_key() throws Exception {
    compare(100_000, 50_000, 3, 1, 2);
  }

  @Test
  void agrees_when_nearly_every_row_has_a_key_of_its_own() throws Exception {
    compare(200_000, 100_000, 1_000_000, 1, 3);
  }

  @Test
  void agrees_when_times_are_far_apart_and_labels_lie_between_and_on_them() throws Exception {
    compare(100_000, 100_000, 500, 1_000_000_007L, 4);
  }

  @Test
  @Tag("nightly")
  void agrees_on_ten_million_rows_most_of_which_wait_on_disk() throws Exception {
    compare(10_000_000, 1_000_000, 100_000, 1_000, 5);
  }

  /**
   * Features and labels of distinct (key, time), in random order, half of the label times on a
   * row's.
   */
  private void compare(int rows, int labels, int keys, long step, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int spread = Math.max(20, 4 * rows / keys);
    long[] rowKeys = new long[rows];
    long[] rowTimes = new long[rows];
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < rows; i++) {
      long slot;
      do {
        rowKeys[i] = random.nextInt(keys);
        slot = random.nextInt(spread);
      } while (!seen.add(rowKeys[i] << 32 | slot));
      rowKeys[i] *= 0x1_0000_0000L;
      rowTimes[i] = (slot - spread / 2) * step;
    }
    long[] labelKeys = new long[labels];
    long[] labelTimes = new long[labels];
    for (int i = 0; i < labels; i++) {
      labelKeys[i] = random.nextInt(keys + 1) * 0x1_0000_0000L;
      labelTimes[i] =
          (random.nextInt(spread) - spread / 2) * step + (random.nextBoolean() ? 0 : -1);
    }
    int[] found =
        new TableIndex(List.of(ColumnVector.ofLongs(rowKeys)), ColumnVector.ofTimestamps(rowTimes))
            .findAsOf(
                List.of(ColumnVector.ofLongs(labelKeys)),
                ColumnVector.ofTimestamps(labelTimes),
                TableIndex.UNBOUNDED);
    int[] expected = duckDb(rowKeys, rowTimes, labelKeys, labelTimes);
    assertThat(found).isEqualTo(expected);
    for (long memory : new long[] {1L << 28, 1L << 21}) {
      AsOfJoin.Room room = new AsOfJoin.Room(memory, 2, () -> spill);
      try (AsOfJoin join =
          new AsOfJoin(
              List.of(ColumnVector.ofLongs(labelKeys)),
              ColumnVector.ofTimestamps(labelTimes),
              TableIndex.UNBOUNDED,
              room)) {
        join.add(List.of(ColumnVector.ofLongs(rowKeys)), ColumnVector.ofTimestamps(rowTimes), 0);
        assertThat(Arrays.stream(join.finish().rows()).mapToInt(row -> (int) row).toArray())
            .isEqualTo(expected);
      }
    }
    assertThat(Arrays.stream(found).filter(row -> row >= 0).count()).isGreaterThan(labels / 50);
  }

  private static int[] duckDb(long[] rowKeys, long[] rowTimes, long[] labelKeys, long[] labelTimes)
      throws Exception {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        Statement statement = connection.createStatement()) {
      fill(connection, statement, "f", rowKeys, rowTimes);
      fill(connection, statement, "l", labelKeys, labelTimes);
      int[] result = new int[labelKeys.length];
      try (ResultSet set =
          statement.executeQuery(
              "SELECT l.i, coalesce(f.i, -1) FROM l ASOF LEFT JOIN f ON l.k = f.k AND l.t >= f.t")) {
        while (set.next()) {
          result[set.getInt(1)] = set.getInt(2);
        }
      }
      return result;
    }
  }

  private static void fill(
      Connection connection, Statement statement, String table, long[] keys, long[] times)
      throws Exception {
    statement.execute("CREATE TABLE " + table + " (i INTEGER, k BIGINT, t BIGINT)");
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", table)) {
      for (int i = 0; i < keys.length; i++) {
        appender.beginRow();
        appender.append(i);
        appender.append(keys[i]);
        appender.append(times[i]);
        appender.endRow();
      }
    }
  }
}
