package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person asks to be forgotten: nothing below the table's folder may hold the key any more. */
class ErasureTest {
  private static final String PERSON = "zoe.forgotten@example.org";
  private static final Schema SCHEMA =
      Schema.builder()
          .required("email", ColumnType.STRING)
          .column("charges", ColumnType.DOUBLE)
          .build();
  private static final VacuumOptions AT_ONCE =
      VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck();

  @TempDir Path dir;

  @Test
  void after_delete_and_scrubbing_vacuum_no_file_holds_the_key() throws Exception {
    DeltaTable table = tableWithPerson();
    assertThat(filesThatHold(PERSON)).isNotEmpty();

    erase(table);
    table.maintenance().vacuum(AT_ONCE);
    assertThat(filesThatHold(PERSON))
        .as("what a plain vacuum leaves: the ranges in old commits and checkpoints")
        .isNotEmpty()
        .allMatch(file -> file.contains("_delta_log"));

    table.maintenance().vacuum(AT_ONCE.scrubbingLog());

    assertThat(filesThatHold(PERSON)).isEmpty();
    assertThat(table.read().count()).isEqualTo(24);
    assertThat(table.history(100)).hasSizeGreaterThan(25);
    assertThat(table.history(100)).anyMatch(commit -> commit.operation().equals("DELETE"));
  }

  @Test
  void a_scrubbed_table_is_read_and_written_as_before() throws Exception {
    DeltaTable table = tableWithPerson();
    erase(table);
    table.maintenance().vacuum(AT_ONCE.scrubbingLog());
    long version = table.version();

    DeltaTable again = DeltaTables.open(dir);
    again.append(List.of(row("new@example.org")));

    assertThat(again.version()).isEqualTo(version + 1);
    assertThat(again.read().count()).isEqualTo(25);
    assertThat(again.upsert(List.of(row("user7@example.org")), "email").updated()).isEqualTo(1);
    assertThat(new KernelReader(dir).rows()).hasSize(25);
    assertThat(new KernelReader(dir, version).rows()).hasSize(24);
  }

  private DeltaTable tableWithPerson() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    for (int i = 0; i < 12; i++) {
      table.append(List.of(row("user" + i + "@example.org"), row("user1" + i + "@example.net")));
    }
    table.append(List.of(row(PERSON)));
    for (int i = 0; i < 8; i++) {
      table
          .write()
          .update(row -> row.getString("email").equals(PERSON), Map.of("charges", 1.0 * i));
    }
    return table;
  }

  private static void erase(DeltaTable table) {
    Schema key = SCHEMA.select(List.of("email"));
    assertThat(table.write().deleteByKey(List.of(Row.of(key, PERSON))).deleted()).isEqualTo(1);
  }

  private List<String> filesThatHold(String text) throws IOException {
    return filesThatHold(dir, text);
  }

  /** Looks at the bytes of every file, and at the values that Parquet keeps compressed. */
  static List<String> filesThatHold(Path root, String text) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        if (file.toString().contains(text) || Files.isRegularFile(file) && holds(file, text)) {
          found.add(file.toString());
        }
      }
    }
    return found;
  }

  private static boolean holds(Path file, String text) throws IOException {
    // A prefix is enough to find a value that statistics have cut.
    String raw = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    if (raw.contains(text.substring(0, 8))) {
      return true;
    }
    if (!file.toString().endsWith(".parquet")) {
      return false;
    }
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    Configuration configuration = new Configuration(false);
    configuration.set("fs.file.impl", RawLocalFileSystem.class.getName());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path).withConf(configuration).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        if (Objects.toString(group).contains(text.substring(0, 8))) {
          return true;
        }
      }
    }
    return false;
  }

  private static Row row(String email) {
    return Row.of(SCHEMA, email, 10.0);
  }
}
