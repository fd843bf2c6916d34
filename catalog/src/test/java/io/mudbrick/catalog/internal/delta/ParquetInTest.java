package io.mudbrick.catalog.internal.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files as others write them: every flat type, with and without dictionaries, nulls here and there.
 */
class ParquetInTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .column("yes", ColumnType.BOOLEAN)
          .column("small", ColumnType.INT)
          .column("large", ColumnType.LONG)
          .column("at", ColumnType.TIMESTAMP)
          .column("half", ColumnType.FLOAT)
          .column("whole", ColumnType.DOUBLE)
          .column("text", ColumnType.STRING)
          .build();

  private static final MessageType MESSAGE =
      MessageTypeParser.parseMessageType(
          """
          message m {
            optional boolean yes;
            optional int32 small;
            optional int64 large;
            optional int64 at (TIMESTAMP(MICROS,true));
            optional float half;
            optional double whole;
            optional binary text (STRING);
          }
          """);

  @TempDir Path directory;

  @Test
  void reads_each_encoding_with_nulls_in_every_pattern() throws Exception {
    int file = 0;
    for (WriterVersion version : WriterVersion.values()) {
      for (boolean dictionary : new boolean[] {true, false}) {
        for (int kind = 0; kind < 5; kind++) {
          SplittableRandom random = new SplittableRandom(file);
          List<Row> rows = new ArrayList<>();
          for (int i = 0; i < 1 + random.nextInt(5_000); i++) {
            rows.add(row(random, i, kind));
          }
          Path path = directory.resolve("f" + file++);
          write(path, rows, version, dictionary);
          assertThat(ParquetIn.read(path, SCHEMA).toRows()).isEqualTo(rows);
          Schema two = SCHEMA.select(List.of("text", "whole"));
          assertThat(ParquetIn.read(path, two).row(0).get("whole"))
              .isEqualTo(rows.get(0).get("whole"));
        }
      }
    }
  }

  private static Row row(SplittableRandom random, int i, int kind) {
    int distinct = kind == 3 ? 1 << 20 : 17;
    Object[] values = {
      random.nextBoolean(),
      random.nextInt(distinct) - 8,
      random.nextLong(distinct) * 0x1_0000_0001L,
      Values.instant(random.nextLong(distinct) * 1_000_003L - 5),
      random.nextInt(distinct) / 3f,
      random.nextInt(distinct) == 0 ? Double.NaN : random.nextInt(distinct) / 7d,
      "wört " + random.nextInt(distinct)
    };
    for (int c = 0; c < values.length; c++) {
      boolean absent =
          switch (kind) {
            case 0 -> false;
            case 1 -> random.nextInt(10) == 0;
            case 2 -> i / 700 % 2 == c % 2;
            case 3 -> random.nextBoolean();
            default -> true;
          };
      values[c] = absent ? null : values[c];
    }
    return Row.of(SCHEMA, values);
  }

  private static void write(Path path, List<Row> rows, WriterVersion version, boolean dictionary)
      throws IOException {
    SimpleGroupFactory groups = new SimpleGroupFactory(MESSAGE);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withConf(new PlainParquetConfiguration())
            .withType(MESSAGE)
            .withWriterVersion(version)
            .withDictionaryEncoding(dictionary)
            .withPageSize(2_000)
            .withRowGroupSize(20_000L)
            .build()) {
      for (Row row : rows) {
        Group group = groups.newGroup();
        add(group, row);
        writer.write(group);
      }
    }
  }

  private static void add(Group group, Row row) {
    for (Column column : SCHEMA.columns()) {
      Object value = row.get(column.name());
      if (value instanceof Boolean v) {
        group.add(column.name(), v);
      } else if (value instanceof Integer v) {
        group.add(column.name(), v);
      } else if (value instanceof Long v) {
        group.add(column.name(), v);
      } else if (value instanceof Instant v) {
        group.add(column.name(), Values.micros(column, v));
      } else if (value instanceof Float v) {
        group.add(column.name(), v);
      } else if (value instanceof Double v) {
        group.add(column.name(), v);
      } else if (value != null) {
        group.add(column.name(), (String) value);
      }
    }
  }

  @Test
  void reads_what_duckdb_writes() throws Exception {
    Path path = directory.resolve("duck.parquet");
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i % 3 = 0 AS yes, (i % 100)::INT AS small, CASE WHEN i % 7 > 0 THEN i END AS"
              + " large, i / 7.0::DOUBLE AS whole, CASE WHEN i % 5 > 0 THEN 'n' || (i % 11) END AS"
              + " text FROM range(30000) r(i)) TO '"
              + path
              + "' (FORMAT parquet, ROW_GROUP_SIZE 8192)");
    }
    ColumnBatch read =
        ParquetIn.read(path, SCHEMA.select(List.of("yes", "small", "large", "whole", "text")));
    assertThat(read.size()).isEqualTo(30_000);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.column("yes").get(i)).isEqualTo(i % 3 == 0);
      assertThat(read.column("small").get(i)).isEqualTo(i % 100);
      assertThat(read.column("large").get(i)).isEqualTo(i % 7 > 0 ? (long) i : null);
      assertThat(read.column("whole").get(i)).isEqualTo(i / 7.0);
      assertThat(read.column("text").get(i)).isEqualTo(i % 5 > 0 ? "n" + i % 11 : null);
    }
  }

  @Test
  void broken_runs_are_refused_and_not_followed_for_ever() {
    for (byte[] bytes :
        new byte[][] {
          {},
          {0, 0, 0, 0},
          {1, 1, 1},
          {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x0f, 1},
          {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff}
        }) {
      assertThatThrownBy(() -> RunDecoder.decode(ByteBuffer.wrap(bytes), 3, new int[50], 50))
          .isInstanceOf(RuntimeException.class);
    }
    assertThatThrownBy(() -> RunDecoder.decode(ByteBuffer.wrap(new byte[9]), 33, new int[5], 5))
        .hasMessageContaining("33 bits");
  }

  /** A bit turned here and there: rows or a refusal, and nothing else. */
  @Test
  void broken_files_are_read_or_refused() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(row(random, i, 1));
    }
    Path good = directory.resolve("good");
    write(good, rows, WriterVersion.PARQUET_1_0, true);
    byte[] bytes = Files.readAllBytes(good);
    Path bad = directory.resolve("bad");
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] broken = bytes.clone();
      broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(bad, broken);
      try {
        assertThat(ParquetIn.read(bad, SCHEMA).schema()).isEqualTo(SCHEMA);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
