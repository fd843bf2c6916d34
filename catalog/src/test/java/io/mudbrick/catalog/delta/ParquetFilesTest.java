package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFilesTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .column("id", ColumnType.LONG)
          .column("count", ColumnType.INT)
          .column("share", ColumnType.FLOAT)
          .column("x", ColumnType.DOUBLE)
          .column("ok", ColumnType.BOOLEAN)
          .column("name", ColumnType.STRING)
          .column("raw", ColumnType.BINARY)
          .column("day", ColumnType.DATE)
          .column("at", ColumnType.TIMESTAMP)
          .column("local", ColumnType.TIMESTAMP_NTZ)
          .column("price", ColumnType.decimal(12, 2))
          .column("tags", ColumnType.array(ColumnType.STRING))
          .column("sizes", ColumnType.map(ColumnType.STRING, ColumnType.DOUBLE))
          .column("part", ColumnType.struct(Column.of("a", ColumnType.LONG)))
          .build();

  @TempDir private Path directory;

  @Test
  void a_file_tells_its_own_types() {
    Row full =
        Row.of(
            SCHEMA,
            7L,
            3,
            0.5f,
            1.25,
            true,
            "Zoë <b>",
            new byte[] {1, 2},
            LocalDate.of(2024, 2, 29),
            Instant.parse("2024-02-29T12:00:00.123456Z"),
            LocalDateTime.parse("2024-02-29T12:00:00.5"),
            new BigDecimal("12.50"),
            List.of("a", "b"),
            Map.of("k", 1.5),
            Row.of(Schema.of(Column.of("a", ColumnType.LONG)), 4L));
    ColumnBatch rows = ColumnBatch.ofRows(SCHEMA, List.of(full, Row.of(SCHEMA, Map.of("id", 8L))));
    Path file = directory.resolve("rows.parquet");

    ParquetFiles.write(rows, file);
    ColumnBatch read = ParquetFiles.read(file);

    assertThat(read.schema()).isEqualTo(SCHEMA);
    assertThat(read.row(1).toMap()).containsEntry("id", 8L).containsEntry("name", null);
    for (String name : SCHEMA.names()) {
      assertThat(read.row(0).get(name)).as(name).isEqualTo(full.get(name));
    }
  }

  @Test
  void what_cannot_be_read_or_written_says_why() throws IOException {
    Path text = Files.writeString(directory.resolve("rows.csv"), "a,b\n1,2\n");
    ColumnBatch rows =
        ColumnBatch.of(Schema.of(Column.of("a", ColumnType.LONG)), ColumnVector.ofLongs(1));

    assertThatThrownBy(() -> ParquetFiles.read(text))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE))
        .hasMessageContaining("rows.csv");
    assertThatThrownBy(() -> ParquetFiles.read(directory.resolve("none.parquet")))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST));
    assertThatThrownBy(() -> ParquetFiles.write(rows, text))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_ALREADY_EXISTS));
  }
}
