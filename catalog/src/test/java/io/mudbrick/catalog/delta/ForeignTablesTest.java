package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables that Spark 4.0.1 with Delta 4.0.1 wrote, as the Spark witness writes them: {@code
 * scripts/witness-spark --record} makes them anew.
 */
class ForeignTablesTest {
  @TempDir Path dir;

  @Test
  void every_foreign_table_is_read_as_its_writer_reads_it() throws Exception {
    for (String name : names()) {
      assertThat(DeltaTables.open(table(name)).read().files()).as(name).allMatch(Files::exists);
      assertThat(rows(table(name)))
          .as(name)
          .isEqualTo(Files.readAllLines(resource("foreign/expected/" + name)));
    }
  }

  @Test
  void deleted_rows_are_gone_and_back_in_the_version_before() throws Exception {
    DeltaTable table = DeltaTables.open(table("deleted"));

    assertThat(table.read().count()).isEqualTo(17);
    assertThat(table.read().version(0).count()).isEqualTo(20);
    assertThat(table.read().where(Filter.equal("id", 3)).toRows()).isEmpty();
    assertThat(table.read().where(Filter.equal("name", "changed")).columns("id").toRows())
        .extracting(row -> row.getLong("id"))
        .containsExactly(5L);
    assertThat(table.read().limit(4).toRows()).hasSize(4);
    assertThat(table.history(10)).extracting(TableCommit::operation).contains("DELETE", "UPDATE");
  }

  @Test
  void renamed_columns_have_their_new_names_and_each_version_its_own() throws Exception {
    for (String name : List.of("mapped_name", "mapped_id")) {
      DeltaTable table = DeltaTables.open(table(name));

      assertThat(table.schema().names()).containsExactly("number", "part", "s", "full name");
      assertThat(table.partitionColumns()).containsExactly("part");
      assertThat(table.read().version(0).schema().names())
          .containsExactly("id", "full name", "p", "s");
      assertThat(table.read().columns("full name", "number").limit(1).toRows()).hasSize(1);
      assertThat(table.read().where(Filter.equal("s.c", 100)).count()).isEqualTo(1);
      assertThat(table.read().where(Filter.equal("part", 0)).count()).isEqualTo(5);
    }
  }

  @Test
  void what_we_cannot_write_is_refused_by_the_names_of_its_features() throws Exception {
    assertRefused("deleted", "deletionVectors");
    assertRefused("mapped_name", "columnMapping");
    assertRefused("checkpoint_v2", "v2Checkpoint");
    assertRefused("ntz", "timestampNtz");
    assertRefused("widened", "typeWidening");
    assertRefused("constrained", "checkConstraints");
    assertRefused("change_feed", "changeDataFeed");
    assertRefused("generated", "generatedColumns");
  }

  private void assertRefused(String name, String feature) throws Exception {
    DeltaTable table = DeltaTables.open(copied(name));
    List<Row> rows = table.read().toRows();
    long before;
    try (Stream<Path> files = Files.walk(table.directory())) {
      before = files.count();
    }

    assertThatThrownBy(() -> table.append(rows))
        .as(name)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_IMPLEMENTED))
        .hasMessageStartingWith("[DELTA_UNSUPPORTED_FEATURES_FOR_WRITE]")
        .hasMessageContaining(feature);
    try (Stream<Path> files = Files.walk(table.directory())) {
      assertThat(files.count()).isEqualTo(before);
    }
  }

  @Test
  void a_plain_table_of_spark_takes_our_rows() throws Exception {
    DeltaTable table = DeltaTables.open(copied("plain"));

    table.append(List.of(Row.of(table.schema(), 77, 1)));

    assertThat(table.read().where(Filter.equal("p", 1)).columns("id").toColumns().column(0).longs())
        .containsExactlyInAnyOrder(1, 4, 7, 77);
    assertThat(table.read().where(Filter.equal("p", 1)).files()).hasSize(2);
  }

  @Test
  void the_detail_of_a_table_names_its_protocol() throws Exception {
    TableDetail detail = DeltaTables.open(table("everything")).detail();

    assertThat(detail.minReaderVersion()).isEqualTo(3);
    assertThat(detail.minWriterVersion()).isEqualTo(7);
    assertThat(detail.features())
        .contains("deletionVectors", "columnMapping", "v2Checkpoint", "inCommitTimestamp");
    assertThat(detail.partitionColumns()).containsExactly("day", "at");
    assertThat(detail.numFiles()).isPositive();
    assertThat(detail.sizeInBytes()).isPositive();
    assertThat(detail.properties()).containsEntry("delta.enableDeletionVectors", "true");
  }

  @Test
  void a_table_that_takes_on_a_feature_while_it_is_open_is_read_on() throws Exception {
    Schema schema = Schema.of(Column.required("id", ColumnType.LONG));
    DeltaTable table = DeltaTables.create(dir.resolve("t"), schema);
    table.append(List.of(Row.of(schema, 1), Row.of(schema, 2)));
    Files.writeString(
        dir.resolve("t/_delta_log/00000000000000000002.json"),
        "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
            + "\"readerFeatures\":[\"deletionVectors\"],"
            + "\"writerFeatures\":[\"deletionVectors\",\"appendOnly\",\"invariants\"]}}\n");

    assertThat(table.read().toRows())
        .extracting(row -> row.getLong("id"))
        .containsExactlyElementsOf(LongStream.of(1, 2).boxed().toList());
    assertThat(table.version()).isEqualTo(2);
    assertThatThrownBy(() -> table.append(List.of(Row.of(schema, 3))))
        .hasMessageContaining("deletionVectors");
  }

  static List<String> rows(Path table) {
    return Canonical.rows(DeltaTables.open(table).read().toRows());
  }

  private Path copied(String name) throws Exception {
    Path source = table(name);
    Path target = dir.resolve(name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
    return target;
  }

  private static List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(resource("foreign/expected"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Path table(String name) throws IOException, URISyntaxException {
    return resource("foreign/tables/" + name);
  }

  private static Path resource(String name) throws URISyntaxException {
    URL url = ForeignTablesTest.class.getClassLoader().getResource(name);
    return Path.of(Objects.requireNonNull(url, name).toURI());
  }
}
