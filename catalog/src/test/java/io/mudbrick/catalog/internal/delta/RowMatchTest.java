package io.mudbrick.catalog.internal.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowMatchTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .column("n", ColumnType.LONG)
          .column("d", ColumnType.DOUBLE)
          .column("f", ColumnType.FLOAT)
          .column("s", ColumnType.STRING)
          .column("b", ColumnType.BINARY)
          .column("m", ColumnType.decimal(5, 2))
          .column("l", ColumnType.array(ColumnType.INT))
          .build();

  private static Row row(Random random) {
    double[] odd = {0.0, -0.0, Double.NaN, 1};
    return Row.of(
        SCHEMA,
        random.nextInt(3) == 0 ? null : (long) random.nextInt(2),
        odd[random.nextInt(odd.length)],
        random.nextBoolean() ? Float.NaN : null,
        random.nextBoolean() ? "a" : null,
        random.nextBoolean() ? new byte[] {1, 2} : new byte[] {1},
        random.nextBoolean() ? new BigDecimal("1.50") : null,
        random.nextBoolean() ? List.of(1, 2) : null);
  }

  private static List<ColumnBatch> batches(List<Row> rows, Random random) {
    List<ColumnBatch> batches = new ArrayList<>();
    for (int from = 0; from < rows.size(); ) {
      int to = Math.min(rows.size(), from + random.nextInt(5));
      batches.add(ColumnBatch.ofRows(SCHEMA, rows.subList(from, to)));
      from = to;
    }
    return batches;
  }

  @Test
  void what_is_left_of_both_sides_is_what_lists_of_rows_leave() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Row> removed = random.ints(random.nextInt(60), 0, 9).mapToObj(i -> row(random)).toList();
      List<Row> added = new ArrayList<>(removed.subList(0, removed.size() / 2));
      for (int i = random.nextInt(20); i > 0; i--) {
        added.add(random.nextInt(added.size() + 1), row(random));
      }
      RowMatch sut = new RowMatch(batches(removed, random));
      List<Row> fresh = new ArrayList<>();
      batches(added, random).forEach(batch -> fresh.addAll(sut.added(batch)));

      List<Row> left = new ArrayList<>(removed);
      List<Row> expected = new ArrayList<>();
      added.forEach(
          row -> {
            if (!left.remove(row)) {
              expected.add(row);
            }
          });
      assertThat(fresh).as("seed %s", seed).isEqualTo(expected);
      assertThat(sut.gone()).as("seed %s", seed).isEqualTo(left);
    }
  }
}
