package io.mudbrick.catalog.internal.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbers and texts that repeat and that do not, over one page and over many, on one thread and
 * two.
 */
class ParquetOutTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("many", ColumnType.LONG)
          .column("few", ColumnType.LONG)
          .column("small", ColumnType.INT)
          .column("half", ColumnType.FLOAT)
          .column("whole", ColumnType.DOUBLE)
          .column("text", ColumnType.STRING)
          .column("unlike", ColumnType.STRING)
          .column("growing", ColumnType.STRING)
          .build();

  @TempDir Path directory;

  @Test
  void we_and_duckdb_read_what_was_written() throws Exception {
    int seed = 0;
    for (int rows : new int[] {1, 70, 20_000, 61_003}) {
      for (int nulls : new int[] {0, 3, 1}) {
        ColumnBatch batch = batch(rows, nulls, seed++);
        Path file = directory.resolve("f" + seed);
        ParquetOut.write(batch, file);
        ColumnBatch read = ParquetIn.read(file, SCHEMA);
        for (int c = 0; c < SCHEMA.size(); c++) {
          for (int row = 0; row < rows; row++) {
            assertThat(read.column(c).get(row)).isEqualTo(batch.column(c).get(row));
          }
        }
        compareWithDuckDb(batch, file);
      }
    }
  }

  /**
   * @param nulls one of so many values is null; 0 for none, 1 for all
   */
  private static ColumnBatch batch(int rows, int nulls, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ColumnVector> vectors = new ArrayList<>();
    for (Column column : SCHEMA.columns()) {
      ColumnVectorBuilder vector = ColumnVector.builder(column, rows);
      for (int row = 0; row < rows; row++) {
        boolean absent = column.nullable() && nulls > 0 && random.nextInt(nulls) == 0;
        vector.add(absent ? null : value(column.name(), random, row));
      }
      vectors.add(vector.build());
    }
    return ColumnBatch.of(SCHEMA, vectors);
  }

  private static Object value(String column, SplittableRandom random, int row) {
    return switch (column) {
      case "id" -> (long) row;
      case "many" -> random.nextLong();
      case "few" -> (long) random.nextInt(5);
      case "small" -> random.nextInt();
      case "half" -> (float) random.nextDouble();
      case "whole" -> random.nextInt(9) == 0 ? Double.NaN : random.nextDouble() - 0.5;
      case "text" -> "text " + random.nextInt(100);
      case "unlike" -> Character.toString(0x1F600 + random.nextInt(9)) + "\uFFFD" + row;
      // At first few, then so many that no dictionary holds them.
      default -> row < 10_000 ? "few " + random.nextInt(3) : row + "-".repeat(random.nextInt(400));
    };
  }

  private static void compareWithDuckDb(ColumnBatch batch, Path file) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery("SELECT * FROM read_parquet('" + file + "') ORDER BY id")) {
        int row = 0;
        while (rows.next()) {
          for (int c = 0; c < SCHEMA.size(); c++) {
            assertThat(rows.getObject(c + 1)).isEqualTo(batch.column(c).get(row));
          }
          row++;
        }
        assertThat(row).isEqualTo(batch.size());
      }
      try (ResultSet ranges =
          statement.executeQuery(
              "SELECT path_in_schema, min(stats_min::BIGINT), max(stats_max::BIGINT),"
                  + " sum(stats_null_count) FROM parquet_metadata('"
                  + file
                  + "') WHERE path_in_schema IN ('many', 'small') GROUP BY 1")) {
        while (ranges.next()) {
          ColumnVector column = batch.column(ranges.getString(1));
          Long least = null;
          Long greatest = null;
          for (int row = 0; row < batch.size(); row++) {
            Object value = column.get(row);
            if (value != null) {
              long number = ((Number) value).longValue();
              least = least == null ? number : Math.min(least, number);
              greatest = greatest == null ? number : Math.max(greatest, number);
            }
          }
          assertThat(number(ranges, 2)).isEqualTo(least);
          assertThat(number(ranges, 3)).isEqualTo(greatest);
          assertThat(Objects.requireNonNull(number(ranges, 4))).isEqualTo(column.nullCount());
        }
      }
    }
  }

  @Test
  void pages_say_which_texts_they_hold() throws Exception {
    ColumnBatch batch = batch(61_003, 3, 7);
    Path file = directory.resolve("texts");
    ParquetOut.write(batch, file);
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      for (ColumnChunkMetaData chunk : reader.getFooter().getBlocks().get(0).getColumns()) {
        ColumnVector column = batch.column(chunk.getPath().toDotString());
        if (column.type() != ColumnType.STRING) {
          continue;
        }
        List<byte[]> texts =
            Arrays.stream(column.strings())
                .filter(Objects::nonNull)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .sorted(Arrays::compareUnsigned)
                .toList();
        assertThat(chunk.getStatistics().getMinBytes()).isEqualTo(texts.get(0));
        assertThat(chunk.getStatistics().getMaxBytes()).isEqualTo(texts.get(texts.size() - 1));
        assertThat(chunk.getStatistics().getNumNulls()).isEqualTo(column.nullCount());
      }
      assertThat(reader.getFooter().getBlocks().get(0).getColumns())
          .filteredOn(chunk -> chunk.getEncodings().contains(Encoding.RLE_DICTIONARY))
          .extracting(chunk -> chunk.getPath().toDotString())
          .contains("text", "growing")
          .doesNotContain("unlike");
    }
  }

  private static @Nullable Long number(ResultSet set, int column) throws Exception {
    long value = set.getLong(column);
    return set.wasNull() ? null : value;
  }
}
