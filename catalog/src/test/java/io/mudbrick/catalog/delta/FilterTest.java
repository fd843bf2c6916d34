package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads bring the rows that fit, and open no more files than they must. */
class FilterTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .column("country", ColumnType.STRING)
          .required("id", ColumnType.LONG)
          .column("name", ColumnType.STRING)
          .column("price", ColumnType.decimal(30, 4))
          .column("score", ColumnType.DOUBLE)
          .column("day", ColumnType.DATE)
          .column("at", ColumnType.TIMESTAMP)
          .column("place", ColumnType.struct(Column.of("lat", ColumnType.DOUBLE)))
          .build();

  @TempDir Path dir;

  @Test
  void files_are_ruled_out_by_partition_and_by_statistics() throws Exception {
    DeltaTable table = tenFiles();

    assertFiles(table, Filter.equal("country", "c3"), 1);
    assertFiles(table, Filter.isNull("country"), 1);
    assertFiles(table, Filter.in("country", "c1", "c2", "nowhere"), 2);
    assertFiles(table, Filter.notEqual("country", "c1"), 8);
    assertFiles(table, Filter.equal("id", 57), 1);
    assertFiles(table, Filter.between("id", 55, 64), 2);
    assertFiles(table, Filter.lessThan("id", 10), 1);
    assertFiles(table, Filter.atMost("id", 10), 2);
    assertFiles(table, Filter.greaterThan("id", 99), 0);
    assertFiles(table, Filter.atLeast("name", "n0090"), 1);
    assertFiles(table, Filter.lessThan("price", new BigDecimal("20")), 2);
    assertFiles(table, Filter.equal("score", 42), 1);
    assertFiles(table, Filter.equal("day", LocalDate.ofEpochDay(42)), 1);
    assertFiles(table, Filter.greaterThan("at", Instant.ofEpochSecond(95, 1000)), 1);
    assertFiles(table, Filter.lessThan("place.lat", 5), 1);
    assertFiles(table, Filter.isNull("id"), 0);
    assertFiles(table, Filter.not(Filter.between("id", 10, 89)), 2);
    assertFiles(table, Filter.equal("id", 57).or(Filter.equal("country", "c1")), 2);
    assertFiles(table, Filter.equal("id", 57).and(Filter.equal("country", "c1")), 0);
    assertFiles(table, Filter.any(), 0);
    assertFiles(table, Filter.all(), 10);
  }

  @Test
  void files_that_are_ruled_out_are_not_opened() throws Exception {
    DeltaTable table = tenFiles();
    TableRead read = table.read().where(Filter.between("id", 31, 33));
    List<Path> needed = read.files();
    for (Path file : table.read().files()) {
      if (!needed.contains(file)) {
        Files.delete(file);
      }
    }

    assertThat(read.columns("name").toRows())
        .extracting(row -> row.getString("name"))
        .containsExactly("n0031", "n0032", "n0033");
    assertThat(read.count()).isEqualTo(3);
  }

  @Test
  void a_float_of_another_engine_is_found_although_its_bounds_are_shortest_digits()
      throws Exception {
    Schema floats = Schema.builder().column("f", ColumnType.FLOAT).build();
    DeltaTables.create(dir, floats).append(List.of(Row.of(floats, 1.1f), Row.of(floats, -0.7f)));
    Path log = dir.resolve("_delta_log/00000000000000000001.json");
    String ours = Files.readString(log);
    String theirs = ours.replace("1.100000023841858", "1.1").replace("-0.699999988079071", "-0.7");
    assertThat(theirs).isNotEqualTo(ours).contains(":1.1", ":-0.7");
    Files.writeString(log, theirs);
    DeltaTable table = DeltaTables.open(dir);

    assertThat(table.read().where(Filter.equal("f", 1.1f)).count()).isEqualTo(1);
    assertThat(table.read().where(Filter.equal("f", -0.7f)).count()).isEqualTo(1);
    assertThat(table.read().where("f = CAST('1.1' AS FLOAT)").count()).isEqualTo(1);
    assertThat(table.write().delete(Filter.atLeast("f", 1.1f)).deleted()).isEqualTo(1);
  }

  @Test
  void a_limit_opens_no_more_files_than_it_must() throws Exception {
    DeltaTable table = tenFiles();
    List<Path> files = table.read().files();
    for (Path file : files.subList(3, 10)) {
      Files.delete(file);
    }

    assertThat(table.read().limit(25).toRows())
        .extracting(row -> row.getLong("id"))
        .containsExactlyElementsOf(LongStream.range(0, 25).boxed().toList());
    assertThat(table.read().limit(0).toRows()).isEmpty();
    assertThat(table.read().limit(7).count()).isEqualTo(7);
    assertThatThrownBy(() -> table.read().limit(-1)).hasMessageContaining("negative");
  }

  @Test
  void rows_are_what_a_scan_of_all_rows_would_bring() {
    DeltaTable table =
        DeltaTables.create(dir, SCHEMA, TableOptions.DEFAULT.partitionedBy("country"));
    Random random = new Random(5);
    List<Row> all = new ArrayList<>();
    for (int file = 0; file < 6; file++) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        rows.add(randomRow(random));
      }
      table.append(rows);
      all.addAll(rows);
    }
    for (int i = 0; i < 300; i++) {
      Case tried = randomCase(random, 2);
      assertThat(Canonical.rows(table.read().where(tried.filter()).toRows()))
          .as(tried.filter().toString())
          .isEqualTo(Canonical.rows(all.stream().filter(r -> tried.truth(r) == 1).toList()));
      assertThat(table.read().where(tried.filter()).count())
          .isEqualTo(all.stream().filter(r -> tried.truth(r) == 1).count());
    }
  }

  @Test
  void zeros_and_nans_are_compared_as_sql_does() {
    Schema schema = Schema.of(Column.of("x", ColumnType.DOUBLE));
    DeltaTable table = DeltaTables.create(dir, schema);
    table.append(List.of(Row.of(schema, -0.0), Row.of(schema, 1.0)));
    table.append(List.of(Row.of(schema, Double.NaN), Row.of(schema, Double.NEGATIVE_INFINITY)));

    assertThat(table.read().where(Filter.equal("x", 0.0)).count()).isEqualTo(1);
    assertThat(table.read().where(Filter.lessThan("x", 0.0)).count()).isEqualTo(1);
    assertThat(table.read().where(Filter.equal("x", Double.NaN)).count()).isEqualTo(1);
    assertThat(table.read().where(Filter.greaterThan("x", 1.0)).toRows())
        .extracting(row -> row.get("x"))
        .containsExactly(Double.NaN);
  }

  @Test
  void what_does_not_fit_a_column_is_refused() {
    TableRead read = DeltaTables.create(dir, SCHEMA).read();

    assertThatThrownBy(() -> read.where(Filter.equal("nme", 1)))
        .hasMessageStartingWith("No column 'nme'");
    assertThatThrownBy(() -> read.where(Filter.equal("place.lon", 1)))
        .hasMessageStartingWith("No column 'place.lon'");
    assertThatThrownBy(() -> read.where(Filter.equal("id", "x")))
        .hasMessage("Column 'id' is bigint and got a value of type string");
    assertThatThrownBy(() -> read.where(Filter.equal("place", Map.of("lat", 1.0))))
        .hasMessage("Column 'place' is struct<lat:double>, which is not compared");
  }

  /** Ten rows a file; the last file has no country. */
  private DeltaTable tenFiles() {
    DeltaTable table =
        DeltaTables.create(dir, SCHEMA, TableOptions.DEFAULT.partitionedBy("country"));
    for (int file = 0; file < 10; file++) {
      List<Row> rows = new ArrayList<>();
      for (long id = file * 10L; id < file * 10L + 10; id++) {
        rows.add(
            Row.of(
                SCHEMA,
                file == 9 ? null : "c" + file,
                id,
                "n%04d".formatted(id),
                new BigDecimal(id + ".5"),
                (double) id,
                LocalDate.ofEpochDay(id),
                Instant.ofEpochSecond(id),
                Map.of("lat", (double) id)));
      }
      table.append(rows);
    }
    return table;
  }

  private static void assertFiles(DeltaTable table, Filter filter, int expected) {
    assertThat(table.read().where(filter).files()).as(filter.toString()).hasSize(expected);
  }

  private static Row randomRow(Random random) {
    return Row.of(
        SCHEMA,
        random.nextInt(4) == 0 ? null : "c" + random.nextInt(3),
        random.nextInt(20),
        random.nextInt(4) == 0 ? null : text(random),
        random.nextInt(4) == 0 ? null : new BigDecimal(random.nextInt(9)),
        random.nextInt(4) == 0 ? null : (double) random.nextInt(9),
        null,
        null,
        random.nextInt(4) == 0
            ? null
            : Row.of(Schema.of(Column.of("lat", ColumnType.DOUBLE)), 1.0));
  }

  private static String text(Random random) {
    return List.of("a", "b", "\uffff", "🏠", "y".repeat(40), "y".repeat(41)).get(random.nextInt(6));
  }

  /** A filter and what it should give: 1 true, 0 false, -1 neither. */
  private record Case(Filter filter, ToIntFunction<Row> expected) {
    int truth(Row row) {
      return expected.applyAsInt(row);
    }
  }

  private static Case randomCase(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 9 : 6);
    if (kind >= 6) {
      Case a = randomCase(random, depth - 1);
      Case b = randomCase(random, depth - 1);
      return switch (kind) {
        case 6 -> new Case(a.filter().and(b.filter()), r -> and(a.truth(r), b.truth(r)));
        case 7 ->
            new Case(a.filter().or(b.filter()), r -> not(and(not(a.truth(r)), not(b.truth(r)))));
        default -> new Case(Filter.not(a.filter()), r -> not(a.truth(r)));
      };
    }
    return switch (kind) {
      case 0 -> compare("id", (long) random.nextInt(20), random);
      case 1 -> compare("name", text(random), random);
      case 2 -> compare("country", "c" + random.nextInt(3), random);
      case 3 -> compare("score", (double) random.nextInt(9), random);
      case 4 -> new Case(Filter.isNull("price"), r -> r.isNull("price") ? 1 : 0);
      default -> {
        long a = random.nextInt(20);
        long b = random.nextInt(20);
        yield new Case(
            Filter.in("id", a, b), r -> r.getLong("id") == a || r.getLong("id") == b ? 1 : 0);
      }
    };
  }

  private static Case compare(String column, Comparable<?> value, Random random) {
    int operator = random.nextInt(4);
    Filter filter =
        switch (operator) {
          case 0 -> Filter.equal(column, value);
          case 1 -> Filter.lessThan(column, value);
          case 2 -> Filter.atLeast(column, value);
          default -> Filter.notEqual(column, value);
        };
    Predicate<Integer> holds =
        switch (operator) {
          case 0 -> order -> order == 0;
          case 1 -> order -> order < 0;
          case 2 -> order -> order >= 0;
          default -> order -> order != 0;
        };
    return new Case(
        filter, r -> r.isNull(column) ? -1 : holds.test(order(r.get(column), value)) ? 1 : 0);
  }

  private static int order(Object a, Object b) {
    if (a instanceof String text) {
      return Arrays.compareUnsigned(
          text.getBytes(StandardCharsets.UTF_8), ((String) b).getBytes(StandardCharsets.UTF_8));
    }
    return a instanceof Long number
        ? number.compareTo((Long) b)
        : Double.compare((Double) a, (Double) b);
  }

  private static int and(int a, int b) {
    return a == 0 || b == 0 ? 0 : Math.min(a, b) == 1 ? 1 : -1;
  }

  private static int not(int truth) {
    return truth < 0 ? truth : 1 - truth;
  }
}
