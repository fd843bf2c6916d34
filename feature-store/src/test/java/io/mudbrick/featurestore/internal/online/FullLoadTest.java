package io.mudbrick.featurestore.internal.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullLoadTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .column("k", ColumnType.LONG)
          .column("at", ColumnType.TIMESTAMP)
          .column("n", ColumnType.LONG)
          .build();
  private static final FeatureTable TABLE =
      new FeatureTable("c.s.t", "id", SCHEMA, List.of("k", "at"), "at", null, Map.of());
  private static final Layout LAYOUT = Layout.of(TABLE, SCHEMA);

  @TempDir private Path dir;

  /** The value of each key; times are different, so that nothing depends on the order of files. */
  private Map<Long, Long> load(DeltaTable table, long most) throws IOException {
    Path path = dir.resolve(most + ".rows");
    try (RowFileWriter writer = new RowFileWriter(path, 300)) {
      long rows =
          new FullLoad(TABLE, LAYOUT, (done, total) -> {}, most)
              .write(table.read(), 300, new FileSink(writer));
      assertThat(rows).isEqualTo(20);
      writer.finish();
    }
    PayloadCodec codec = new PayloadCodec(LAYOUT.payloadSchema());
    Map<Long, Long> values = new HashMap<>();
    RowFile.open(path)
        .forEach(
            (key, row) ->
                values.put(
                    (Long) KeyBytes.values(LAYOUT.keyColumns(), key.bytes()).get("k"),
                    (Long) codec.decode(row.payload())[1]));
    return values;
  }

  @Test
  void file_by_file_the_newest_rows_are_the_same_as_of_the_whole() throws IOException {
    DeltaTable table = DeltaTables.create(dir.resolve("table"), SCHEMA);
    Random random = new Random(5);
    List<Integer> times = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      times.add(i);
    }
    Collections.shuffle(times, random);
    for (int file = 0; file < 3; file++) {
      long[] keys = new long[100];
      long[] at = new long[100];
      long[] n = new long[100];
      for (int i = 0; i < 100; i++) {
        keys[i] = i % 20;
        at[i] = times.get(file * 100 + i);
        n[i] = at[i] * 10;
      }
      table.append(
          ColumnBatch.of(
              SCHEMA,
              ColumnVector.ofLongs(keys),
              ColumnVector.ofTimestamps(at),
              ColumnVector.ofLongs(n)));
    }
    assertThat(load(table, 0)).isEqualTo(load(table, 1_000)).hasSize(20);
  }
}
