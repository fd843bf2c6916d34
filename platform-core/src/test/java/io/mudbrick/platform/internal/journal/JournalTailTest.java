package io.mudbrick.platform.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.internal.sql.Migrations;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import io.mudbrick.platform.journal.JournalRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose last bytes are not what was written, at every one of them. */
class JournalTailTest {
  private static final int RECORDS = 6;

  @TempDir Path directory;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * A segment that is whole.
   *
   * @param ends where each of its records ends
   */
  private record Sample(String name, byte[] whole, List<Long> ends) {
    long recordsUpTo(int length) {
      return ends.stream().filter(end -> end <= length).count();
    }
  }

  @BeforeEach
  void write() throws Exception {
    try (SqliteDatabase database = new SqliteDatabase(directory.resolve("store.db"))) {
      Migrations.run(database, "core", getClass().getClassLoader());
      Path journal = directory.resolve("journal");
      try (FileJournal open = new FileJournal(journal, "", database, Clock.systemUTC())) {
        for (int i = 1; i <= RECORDS; i++) {
          open.append("t", "s", Map.of("n", i, "text", text(i)));
        }
      }
      samples.add(sample(Segment.starting(1, journal).file()));
    }
    Path lines = directory.resolve("0000000000000000001.jsonl");
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= RECORDS; i++) {
      text.append(earlier(i));
    }
    Files.writeString(lines, text);
    samples.add(sample(lines));
  }

  private static String text(int i) {
    return "{\"ü\": [" + i + "]}";
  }

  /** A record as earlier versions wrote it. */
  private static String earlier(int i) {
    String json =
        "{\"seq\":%d,\"topic\":\"t\",\"scope\":\"s\",\"at\":9,\"fields\":{\"n\":%d,\"text\":\"%s\"}}"
            .formatted(i, i, text(i).replace("\"", "\\\""));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int crc = Frame.crc(bytes, 0, bytes.length);
    return json + "\t" + HexFormat.of().toHexDigits(crc) + "\n";
  }

  private static Sample sample(Path file) throws IOException {
    List<Long> ends = new ArrayList<>();
    try (SegmentReader reader = new Segment(1, file).read(0)) {
      while (reader.next()) {
        ends.add(reader.end());
      }
    }
    assertThat(ends).hasSize(RECORDS).endsWith(Files.size(file));
    return new Sample(file.getFileName().toString(), Files.readAllBytes(file), ends);
  }

  @Test
  void cut_anywhere_it_opens_with_the_whole_records_before() throws Exception {
    for (Sample sample : samples) {
      for (int length = 0; length <= sample.whole().length; length++) {
        assertThat(recovered(sample, Arrays.copyOf(sample.whole(), length)))
            .isEqualTo(sample.recordsUpTo(length));
        assertThat(aside(sample)).doesNotExist();
      }
    }
  }

  @Test
  void whichever_byte_changes_no_record_is_read_that_was_not_written() throws Exception {
    for (Sample sample : samples) {
      for (int at = 0; at < sample.whole().length; at++) {
        byte[] flipped = sample.whole().clone();
        flipped[at] ^= (byte) (1 << at % 8);
        assertThat(recovered(sample, flipped)).isEqualTo(sample.recordsUpTo(at));
      }
    }
  }

  @Test
  void zeros_in_place_of_a_block_are_cut_off_with_all_that_follows() throws Exception {
    for (Sample sample : samples) {
      for (int at = 0; at + 64 <= sample.whole().length; at += 7) {
        byte[] zeroed = sample.whole().clone();
        Arrays.fill(zeroed, at, at + 64, (byte) 0);
        assertThat(recovered(sample, zeroed)).isEqualTo(sample.recordsUpTo(at));
      }
    }
  }

  @Test
  void what_is_cut_off_is_kept_aside() throws Exception {
    Sample frames = samples.get(0);
    for (int at = 0; at < frames.whole().length; at++) {
      byte[] flipped = frames.whole().clone();
      flipped[at] ^= 1;
      recovered(frames, flipped);
      assertThat(aside(frames)).hasBinaryContent(flipped);
      Files.delete(aside(frames));
    }
  }

  @Test
  void lines_of_the_first_version_are_read() throws Exception {
    String old = "{\"seq\":1,\"topic\":\"t\",\"scope\":\"s\",\"at\":0,\"fields\":{}}\n";
    Sample lines = samples.get(1);
    assertThat(recovered(lines, (old + "rubbish\n").getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
    assertThat(aside(lines)).hasContent(old + "rubbish\n");
  }

  @Test
  void both_formats_hold_the_same() throws Exception {
    List<List<Map<String, Object>>> read = new ArrayList<>();
    for (Sample sample : samples) {
      Path file = directory.resolve(sample.name());
      Files.write(file, sample.whole());
      List<Map<String, Object>> fields = new ArrayList<>();
      try (SegmentReader reader = new Segment(1, file).read(sample.ends().get(0))) {
        for (long n = 2; reader.next(); n++) {
          JournalRecord record = Objects.requireNonNull(reader.record("j", n, "t"));
          assertThat(record.id()).isEqualTo("j-" + n);
          assertThat(record.scope()).isEqualTo("s");
          assertThat(reader.record("j", n, "other")).isNull();
          fields.add(record.fields());
        }
      }
      read.add(fields);
    }
    assertThat(read.get(0)).hasSize(RECORDS - 1).isEqualTo(read.get(1));
  }

  private Path aside(Sample sample) {
    return directory.resolve("tail").resolve(sample.name() + ".damaged");
  }

  /** The number of records that the recovered journal has, each of which is as it was written. */
  private long recovered(Sample sample, byte[] content) throws IOException {
    Path journal = directory.resolve("tail");
    Files.createDirectories(journal);
    Path file = journal.resolve(sample.name());
    Files.write(file, content);
    long last = Segments.recover(journal);
    byte[] kept = Files.readAllBytes(file);
    if (content.length >= sample.whole().length) {
      assertThat(kept).isEqualTo(Arrays.copyOf(sample.whole(), kept.length));
    }
    assertThat(sample.recordsUpTo(kept.length)).isGreaterThanOrEqualTo(last == 1 ? 0 : last);
    Files.delete(file);
    return last;
  }
}
