package io.mudbrick.platform.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.internal.sql.Migrations;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.journal.JournalSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  @TempDir Path directory;
  private SqliteDatabase database;
  private FileJournal sut;
  private final Collector collector = new Collector();

  private static final class Collector implements JournalSink {
    final List<Long> numbers = new ArrayList<>();
    boolean broken;
    Duration longestWait = ChronoUnit.FOREVER.getDuration();

    @Override
    public String name() {
      return "collector";
    }

    @Override
    public String topic() {
      return "t";
    }

    @Override
    public long patience() {
      return 1_000_000;
    }

    @Override
    public Duration longestWait() {
      return longestWait;
    }

    @Override
    public void accept(List<JournalRecord> records, long lastSequence) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      records.forEach(record -> numbers.add(((Number) record.fields().get("n")).longValue()));
    }
  }

  @BeforeEach
  void open() throws IOException {
    database = new SqliteDatabase(directory.resolve("j.db"));
    Migrations.run(database, "core", getClass().getClassLoader());
    reopen();
  }

  private void reopen() throws IOException {
    sut = new FileJournal(directory.resolve("journal"), "", database, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    sut.close();
    database.close();
  }

  private void append(long from, long to) {
    for (long n = from; n <= to; n++) {
      sut.append("t", "scope", Map.of("n", n));
      sut.append("other", "scope", Map.of("n", -n));
    }
  }

  private static List<Long> numbers(long to) {
    return Stream.iterate(1L, n -> n + 1).limit(to).toList();
  }

  @Test
  void each_record_of_the_topic_comes_once_and_in_order() {
    sut.attach(collector);
    append(1, 50);
    sut.flush();
    append(51, 60);
    sut.flush();
    sut.flush();

    assertThat(collector.numbers).isEqualTo(numbers(60));
  }

  @Test
  void a_sink_goes_on_where_it_stood_after_a_restart() throws IOException {
    sut.attach(collector);
    append(1, 10);
    sut.close();
    reopen();
    append(11, 20);
    sut.attach(collector);
    sut.flush();

    assertThat(collector.numbers).isEqualTo(numbers(20));
  }

  @Test
  void one_that_lets_nothing_wait_for_ever_is_fed_when_the_journal_closes() throws IOException {
    sut.attach(collector);
    append(1, 3);
    sut.close();
    assertThat(collector.numbers).isEmpty();
    reopen();
    collector.longestWait = Duration.ofDays(1);
    sut.attach(collector);
    sut.close();

    assertThat(collector.numbers).isEqualTo(numbers(3));
  }

  @Test
  void bytes_come_as_they_were_appended_in_batches_that_fit_memory() {
    List<Integer> batches = new ArrayList<>();
    sut.attach(
        new JournalSink() {
          @Override
          public String name() {
            return "bytes";
          }

          @Override
          public String topic() {
            return "b";
          }

          @Override
          public void accept(List<JournalRecord> records, long lastSequence) {
            batches.add(records.size());
            assertThat(records)
                .allMatch(
                    each -> Arrays.equals(each.body(), bytes((int) each.sequence(), 1 << 20)));
          }
        });
    for (int n = 1; n <= 40; n++) {
      sut.append("b", "scope", bytes(n, 1 << 20));
    }
    sut.flush();

    assertThat(batches).containsExactly(8, 8, 8, 8, 8);
  }

  private static byte[] bytes(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void a_sink_that_fails_is_fed_again() {
    sut.attach(collector);
    append(1, 5);
    collector.broken = true;
    assertThatThrownBy(sut::flush).hasMessage("broken");
    collector.broken = false;
    append(6, 8);
    sut.flush();

    assertThat(collector.numbers).isEqualTo(numbers(8));
  }

  @Test
  void a_record_that_a_killed_process_left_half_written_is_cut_off() throws IOException {
    append(1, 3);
    sut.close();
    try (Stream<Path> segments = Files.list(directory.resolve("journal"))) {
      Path last = segments.sorted().reduce((a, b) -> b).orElseThrow();
      byte[] frame = Frame.of(Frame.names("t", "scope"), 0, new byte[100]);
      Files.write(last, Arrays.copyOf(frame, 40), StandardOpenOption.APPEND);
    }
    reopen();
    append(4, 5);
    sut.attach(collector);
    sut.flush();

    assertThat(collector.numbers).isEqualTo(numbers(5));
  }

  @Test
  void a_thread_that_was_interrupted_writes_on_and_breaks_nothing() {
    sut.attach(collector);
    Thread.currentThread().interrupt();
    append(1, 1);
    assertThat(Thread.interrupted()).isTrue();
    append(2, 3);
    sut.flush();

    assertThat(collector.numbers).isEqualTo(numbers(3));
  }

  @Test
  void segments_that_every_sink_has_had_are_deleted() throws IOException {
    sut.attach(collector);
    String padding = "x".repeat(1 << 20);
    for (long n = 1; n <= 40; n++) {
      sut.append("t", "scope", Map.of("n", n, "padding", padding));
    }
    sut.flush();

    assertThat(collector.numbers).isEqualTo(numbers(40));
    try (Stream<Path> segments = Files.list(directory.resolve("journal"))) {
      assertThat(segments).hasSize(1);
    }
  }

  @Test
  void eight_threads_append_without_gaps() throws Exception {
    sut.attach(collector);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        all.add(threads.submit(() -> append(1, 100)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    sut.flush();

    assertThat(collector.numbers).hasSize(800);
  }
}
