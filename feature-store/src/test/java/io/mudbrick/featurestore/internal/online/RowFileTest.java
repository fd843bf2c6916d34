package io.mudbrick.featurestore.internal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
  @TempDir private Path dir;

  private static KeyBytes key(long number) {
    // Of different lengths, and some that are the beginning of another.
    String text = "k" + Long.toString(number * number, 36);
    return new KeyBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void random_rows_are_found_and_the_newest_of_a_key_wins() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int most = 1 + random.nextInt(3_000);
      Map<KeyBytes, Row> model = new HashMap<>();
      Path path = dir.resolve(seed + ".rows");
      try (RowFileWriter writer = new RowFileWriter(path, most)) {
        for (int i = 0; i < most; i++) {
          KeyBytes key = key(random.nextInt(most));
          byte[] payload = new byte[random.nextInt(2_000)];
          random.nextBytes(payload);
          Row row = new Row(random.nextInt(5), payload);
          writer.add(key.bytes(), row);
          model.merge(key, row, (old, now) -> now.eventTime() >= old.eventTime() ? now : old);
        }
        assertThat(writer.rows()).isEqualTo(model.size());
        writer.finish();
      }
      RowFile sut = RowFile.open(path);
      assertThat(sut.rows()).isEqualTo(model.size());
      for (int i = 0; i < most; i++) {
        assertSame(sut.find(key(i)), model.get(key(i)));
      }
      Map<KeyBytes, Row> all = new HashMap<>();
      sut.forEach((key, row) -> assertThat(all.put(key, row)).isNull());
      assertThat(all.keySet()).isEqualTo(model.keySet());
      all.forEach((key, row) -> assertSame(row, model.get(key)));
    }
  }

  private static void assertSame(Row row, Row expected) {
    if (expected == null) {
      assertThat(row).isNull();
    } else {
      assertThat(row).isNotNull();
      assertThat(row.eventTime()).isEqualTo(expected.eventTime());
      assertThat(row.payload()).isEqualTo(expected.payload());
    }
  }

  @Test
  void a_row_larger_than_the_buffer_is_kept_whole() throws IOException {
    Path path = dir.resolve("large.rows");
    byte[] large = new byte[5 << 20];
    new Random(1).nextBytes(large);
    try (RowFileWriter writer = new RowFileWriter(path, 3)) {
      writer.add(key(1).bytes(), new Row(0, new byte[] {1}));
      writer.add(key(2).bytes(), new Row(0, large));
      writer.add(key(3).bytes(), new Row(0, new byte[] {3}));
      writer.finish();
    }
    RowFile sut = RowFile.open(path);
    assertSame(sut.find(key(1)), new Row(0, new byte[] {1}));
    assertSame(sut.find(key(2)), new Row(0, large));
    assertSame(sut.find(key(3)), new Row(0, new byte[] {3}));
  }

  @Test
  void a_file_without_rows_has_none() throws IOException {
    Path path = dir.resolve("empty.rows");
    try (RowFileWriter writer = new RowFileWriter(path, 0)) {
      writer.finish();
    }
    assertThat(RowFile.open(path).find(key(1))).isNull();
  }

  @Test
  void a_file_that_was_not_finished_is_not_there() throws IOException {
    Path path = dir.resolve("half.rows");
    try (RowFileWriter writer = new RowFileWriter(path, 1)) {
      writer.add(key(1).bytes(), new Row(0, new byte[] {1}));
    }
    assertThat(dir).isEmptyDirectory();
    Files.write(path.resolveSibling("half.rows.tmp"), new byte[] {1, 2}); // of a process that died
    try (RowFileWriter writer = new RowFileWriter(path, 1)) {
      writer.finish();
    }
    assertThat(dir).isDirectoryContaining("glob:**half.rows");
  }

  @Test
  void a_file_that_is_cut_off_is_damaged() throws IOException {
    Path path = dir.resolve("cut.rows");
    try (RowFileWriter writer = new RowFileWriter(path, 1)) {
      writer.add(key(1).bytes(), new Row(0, new byte[] {1}));
      writer.finish();
    }
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> RowFile.open(path)).isInstanceOf(PlatformException.class);
    }
  }
}
