package io.mudbrick.platform.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.internal.sql.Migrations;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose last bytes are not what was written, at every one of them. */
class JournalTailTest {
  private static final int RECORDS = 6;

  @TempDir Path directory;
  private byte[] whole;

  @BeforeEach
  void write() throws Exception {
    try (SqliteDatabase database = new SqliteDatabase(directory.resolve("store.db"))) {
      Migrations.run(database, "core", getClass().getClassLoader());
      Path journal = directory.resolve("journal");
      try (FileJournal open = new FileJournal(journal, "", database, Clock.systemUTC())) {
        for (int i = 1; i <= RECORDS; i++) {
          open.append("t", "s", Map.of("n", i, "text", "{\"ü\": [" + i + "]}"));
        }
      }
      whole = Files.readAllBytes(journal.resolve(Segments.name(1)));
    }
  }

  @Test
  void cut_anywhere_it_opens_with_the_whole_lines_before() throws Exception {
    for (int length = 0; length <= whole.length; length++) {
      assertThat(recovered(Arrays.copyOf(whole, length)))
          .isEqualTo(newlines(Arrays.copyOf(whole, length)));
    }
  }

  @Test
  void whichever_byte_changes_no_line_is_read_that_was_not_written() throws Exception {
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      assertThat(recovered(flipped)).isEqualTo(newlines(Arrays.copyOf(whole, at)));
    }
  }

  @Test
  void zeros_in_place_of_a_block_are_cut_off_with_all_that_follows() throws Exception {
    for (int at = 0; at + 64 <= whole.length; at += 7) {
      byte[] zeroed = whole.clone();
      Arrays.fill(zeroed, at, at + 64, (byte) 0);
      assertThat(recovered(zeroed)).isEqualTo(newlines(Arrays.copyOf(whole, at)));
    }
  }

  @Test
  void what_is_cut_off_is_kept_aside_and_lines_of_earlier_versions_are_read() throws Exception {
    String old = "{\"seq\":1,\"topic\":\"t\",\"scope\":\"s\",\"at\":0,\"fields\":{}}\n";
    assertThat(recovered((old + "rubbish\n").getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
    assertThat(directory.resolve("tail").resolve(Segments.name(1) + ".damaged"))
        .hasContent(old + "rubbish\n");
  }

  /** The number of lines that the recovered journal has, each of which is as it was written. */
  private long recovered(byte[] content) throws IOException {
    Path journal = Files.createDirectories(directory.resolve("tail"));
    Path file = journal.resolve(Segments.name(1));
    Files.write(file, content);
    long last = Segments.recover(journal);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize((int) last);
    if (content.length >= whole.length) {
      byte[] kept = Files.readAllBytes(file);
      assertThat(kept).isEqualTo(Arrays.copyOf(whole, kept.length));
    }
    return last;
  }

  private static long newlines(byte[] bytes) {
    long lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }
}
