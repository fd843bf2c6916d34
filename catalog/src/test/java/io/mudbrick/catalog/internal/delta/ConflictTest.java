package io.mudbrick.catalog.internal.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.IsolationLevel;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableOptions;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.catalog.delta.TableWrite;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two writers read one version: the first commits, then the second. What happens to the second is
 * what the rules of Delta say of the pair.
 */
class ConflictTest {
  private static final String NONE = "commits";
  private static final String APPEND = "DELTA_CONCURRENT_APPEND";
  private static final String DELETE_READ = "DELTA_CONCURRENT_DELETE_READ";
  private static final String DELETE_DELETE = "DELTA_CONCURRENT_DELETE_DELETE";
  private static final Schema SCHEMA =
      Schema.builder().required("id", ColumnType.LONG).column("part", ColumnType.STRING).build();
  private static final Schema KEY = SCHEMA.select(List.of("part"));

  @TempDir Path dir;

  /** An operation as each of the two makes it. */
  private enum Op {
    APPEND(write -> write.append(List.of(row(7, "a")))),
    /** Takes away all rows of two files, and so adds none. */
    DELETE(write -> write.deleteByKey(List.of(Row.of(KEY, "a")))),
    /** Makes anew the file that holds the row. */
    UPDATE(write -> write.update(row -> row.getLong("id") == 1, Map.of("id", 11))),
    OPTIMIZE(null);

    private final Consumer<TableWrite> write;

    Op(Consumer<TableWrite> write) {
      this.write = write;
    }

    void on(LocalTable table, long version, IsolationLevel level) {
      if (write == null) {
        table.maintenanceAt(version).optimize();
      } else {
        write.accept(table.write().basedOn(version).isolation(level));
      }
    }
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        // second, first, under Serializable, under WriteSerializable
        Arguments.of(Op.APPEND, Op.APPEND, NONE, NONE),
        Arguments.of(Op.APPEND, Op.DELETE, NONE, NONE),
        Arguments.of(Op.APPEND, Op.UPDATE, NONE, NONE),
        Arguments.of(Op.APPEND, Op.OPTIMIZE, NONE, NONE),
        Arguments.of(Op.DELETE, Op.APPEND, APPEND, NONE),
        Arguments.of(Op.DELETE, Op.DELETE, DELETE_READ, DELETE_READ),
        Arguments.of(Op.DELETE, Op.UPDATE, APPEND, APPEND),
        Arguments.of(Op.DELETE, Op.OPTIMIZE, DELETE_READ, DELETE_READ),
        Arguments.of(Op.UPDATE, Op.APPEND, APPEND, NONE),
        Arguments.of(Op.UPDATE, Op.DELETE, DELETE_READ, DELETE_READ),
        Arguments.of(Op.UPDATE, Op.UPDATE, APPEND, APPEND),
        Arguments.of(Op.UPDATE, Op.OPTIMIZE, DELETE_READ, DELETE_READ),
        Arguments.of(Op.OPTIMIZE, Op.APPEND, NONE, NONE),
        Arguments.of(Op.OPTIMIZE, Op.DELETE, DELETE_DELETE, DELETE_DELETE),
        Arguments.of(Op.OPTIMIZE, Op.UPDATE, DELETE_DELETE, DELETE_DELETE),
        Arguments.of(Op.OPTIMIZE, Op.OPTIMIZE, DELETE_DELETE, DELETE_DELETE));
  }

  @ParameterizedTest(name = "{0} after {1}: {2} or {3}")
  @MethodSource("pairs")
  void the_second_of_two_writers(
      Op second, Op first, String serializable, String writeSerializable) {
    assertThat(outcome("s", IsolationLevel.SERIALIZABLE, second, first)).isEqualTo(serializable);
    assertThat(outcome("w", IsolationLevel.WRITE_SERIALIZABLE, second, first))
        .isEqualTo(writeSerializable);
  }

  private String outcome(String name, IsolationLevel level, Op second, Op first) {
    LocalTable table = table(name, TableOptions.DEFAULT);
    long read = table.version();
    first.on(table, read, level);
    long before = table.version();
    PlatformException refused =
        catchThrowableOfType(PlatformException.class, () -> second.on(table, read, level));
    if (refused == null) {
      assertThat(table.version()).isEqualTo(before + 1);
      return NONE;
    }
    assertThat(refused.code()).isEqualTo(ErrorCode.ABORTED);
    assertThat(table.version()).isEqualTo(before);
    String reason = refused.details().get("reason");
    assertThat(refused).hasMessageStartingWith("[" + reason + "] Concurrent");
    return reason;
  }

  /** Rows a and b in two files each. */
  private LocalTable table(String name, TableOptions options) {
    LocalTable table = LocalTable.create(dir.resolve(name), SCHEMA, options);
    for (Row row : List.of(row(1, "a"), row(2, "a"), row(3, "b"), row(4, "b"))) {
      table.append(List.of(row));
    }
    return table;
  }

  private static String reason(ThrowingCallable write) {
    PlatformException refused = catchThrowableOfType(PlatformException.class, write);
    return refused == null ? NONE : String.valueOf(refused.details().get("reason"));
  }

  @Test
  void writers_of_disjoint_partitions_pass_each_other() {
    LocalTable table = table("p", TableOptions.DEFAULT.partitionedBy("part"));
    long read = table.version();
    table.write().basedOn(read).deleteByKey(List.of(Row.of(KEY, "a")));
    table.append(List.of(row(9, "c")));

    table.write().basedOn(read).upsert(List.of(row(3, "b"), row(33, "b")), List.of("id", "part"));
    table.write().basedOn(read).deleteByKey(List.of(Row.of(KEY, "x")));

    assertThat(table.read().toRows())
        .containsExactlyInAnyOrder(row(3, "b"), row(33, "b"), row(4, "b"), row(9, "c"));
  }

  @Test
  void writers_whose_keys_no_common_file_can_hold_pass_each_other() {
    LocalTable table = table("k", TableOptions.DEFAULT);
    long read = table.version();

    table.write().basedOn(read).upsert(List.of(row(1, "A")), List.of("id"));
    table.write().basedOn(read).upsert(List.of(row(4, "B")), List.of("id"));

    assertThat(table.read().toRows())
        .containsExactlyInAnyOrder(row(1, "A"), row(2, "a"), row(3, "b"), row(4, "B"));
    assertThat(
            reason(() -> table.write().basedOn(read).upsert(List.of(row(1, "C")), List.of("id"))))
        .isEqualTo(APPEND);
  }

  @Test
  void writers_whose_conditions_no_common_file_can_meet_pass_each_other() {
    for (TableOptions options :
        List.of(TableOptions.DEFAULT, TableOptions.DEFAULT.partitionedBy("part"))) {
      LocalTable table = table("f" + options.partitionColumns().size(), options);
      TableRead read = table.read().where("part = 'a'");

      table.write().delete("part = 'b'");
      assertThat(reason(() -> table.write().basedOn(read).update("part = 'a'", Map.of("id", 5))))
          .isEqualTo(NONE);
      assertThat(reason(() -> table.write().basedOn(read).append(List.of(row(1, "b")))))
          .isEqualTo(APPEND);
      assertThat(table.read().toRows()).containsExactlyInAnyOrder(row(5, "a"), row(5, "a"));
    }
  }

  @Test
  void a_change_of_the_schema_stops_every_writer() {
    LocalTable table = table("m", TableOptions.DEFAULT);
    long read = table.version();
    table.addColumns(List.of(Column.of("x", ColumnType.INT)));

    for (Op op : Op.values()) {
      assertThat(reason(() -> op.on(table, read, IsolationLevel.WRITE_SERIALIZABLE)))
          .isEqualTo("DELTA_METADATA_CHANGED");
    }
  }

  @Test
  void a_change_of_the_protocol_stops_every_writer() throws Exception {
    LocalTable table = table("r", TableOptions.DEFAULT);
    long read = table.version();
    Files.writeString(
        dir.resolve("r/_delta_log/%020d.json".formatted(read + 1)),
        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n");

    for (Op op : Op.values()) {
      assertThat(reason(() -> op.on(table, read, IsolationLevel.SERIALIZABLE)))
          .isEqualTo("DELTA_PROTOCOL_CHANGED");
    }
  }

  @Test
  void of_two_commits_of_one_application_the_second_is_stopped_or_left_out() {
    LocalTable table = table("t", TableOptions.DEFAULT);
    long read = table.version();
    TableWrite stale = table.write().basedOn(read);
    table.write().transaction("app", 1).append(List.of(row(5, "a")));

    assertThat(stale.transaction("app", 1).append(List.of(row(5, "a"))).applied()).isFalse();
    assertThat(reason(() -> stale.transaction("app", 2).append(List.of(row(6, "a")))))
        .isEqualTo("DELTA_CONCURRENT_TRANSACTION");
    assertThat(table.write().transaction("app", 2).append(List.of(row(6, "a"))).applied()).isTrue();
  }

  @Test
  void an_append_that_follows_from_a_read_commits_only_if_the_read_still_holds() {
    LocalTable table = table("o", TableOptions.DEFAULT);
    TableRead read = table.read();
    table.append(List.of(row(5, "a")));
    TableWrite write = table.write().basedOn(read);

    assertThat(reason(() -> write.append(List.of(row(read.count(), "sum"))))).isEqualTo(APPEND);
    assertThat(
            reason(
                () ->
                    write
                        .isolation(IsolationLevel.WRITE_SERIALIZABLE)
                        .append(List.of(row(read.count(), "sum")))))
        .isEqualTo(NONE);
    assertThat(table.history(1).get(0).basis().blindAppend()).contains(false);
    assertThat(reason(() -> write.basedOn(table("other", TableOptions.DEFAULT).read())))
        .isEqualTo("null");
  }

  @Test
  void the_level_of_a_table_is_what_its_property_says() {
    TableOptions options =
        TableOptions.DEFAULT.withProperties(Map.of("delta.isolationLevel", "WriteSerializable"));
    LocalTable table = table("i", options);
    TableRead read = table.read();
    table.append(List.of(row(5, "a")));

    table.write().basedOn(read).overwrite(List.of());

    assertThat(table.read().toRows()).containsExactly(row(5, "a"));
    assertThat(table.history(1).get(0).basis().isolationLevel()).contains("WriteSerializable");
  }

  @Test
  void a_write_on_the_newest_version_is_made_anew_until_it_fits() {
    LocalTable table = table("n", TableOptions.DEFAULT);
    int[] calls = {0};

    table
        .write()
        .update(
            row -> {
              if (calls[0]++ == 0) {
                LocalTable.asOtherProcess(table.directory()).append(List.of(row(1, "new")));
              }
              return row.getLong("id") == 1;
            },
            Map.of("part", "z"));

    assertThat(table.read().toRows())
        .containsExactlyInAnyOrder(row(1, "z"), row(1, "z"), row(2, "a"), row(3, "b"), row(4, "b"));
  }

  private static Row row(long id, String part) {
    return Row.of(SCHEMA, id, part);
  }
}
