package io.mudbrick.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the embedded store: a file, what changed since, and the next file. */
class OnlineFilesTest {
  private static final String TABLE = "shop.ml.numbers";
  private static final String ONLINE = "shop.ml.numbers_online";
  private static final PublishSpec TRIGGERED = PublishSpec.triggered(ONLINE);
  private static final Schema SCHEMA =
      Schema.builder().required("k", ColumnType.LONG).column("v", ColumnType.LONG).build();

  @TempDir private Path data;
  private Mudbrick platform;
  private FeatureStore sut;

  @BeforeEach
  void open() {
    start();
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("shop");
    catalog.schemas().create("shop.ml");
    sut.createTable(FeatureTableSpec.builder(TABLE, SCHEMA).primaryKeys("k").build());
  }

  private void start() {
    platform = Mudbrick.builder().data(data).start();
    sut = platform.module(FeatureStore.class);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private void write(long from, long to, long value) {
    long[] values = new long[(int) (to - from)];
    Arrays.fill(values, value);
    sut.writeTable(
        TABLE,
        ColumnBatch.of(
            SCHEMA,
            ColumnVector.ofLongs(LongStream.range(from, to).toArray()),
            ColumnVector.ofLongs(values)),
        WriteMode.MERGE);
  }

  private void delete(Filter filter) {
    platform.module(Catalog.class).tables().open(TABLE).write().delete(filter);
  }

  private Object value(long key) {
    return sut.lookup(ONLINE, Map.of("k", key)).get("v");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve("online"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void many_changes_go_to_a_further_file_and_few_do_not() throws IOException {
    write(0, 30_000, 1);
    sut.publish(TABLE, TRIGGERED);
    List<Path> first = files();
    assertThat(first).hasSize(1);
    write(0, 100, 2);
    delete(Filter.equal("k", 29_999L));
    assertThat(sut.publish(TABLE, TRIGGERED).full()).isFalse();
    assertThat(files()).isEqualTo(first);
    write(50, 25_000, 3);
    write(40_000, 40_010, 4);
    PublishResult many = sut.publish(TABLE, TRIGGERED);
    assertThat(many.full()).isFalse();
    assertThat(many.upserted()).isEqualTo(24_960);
    assertThat(files()).hasSize(1).isNotEqualTo(first);
    assertThat(List.of(value(49), value(50), value(25_000), value(40_009)))
        .containsExactly(2L, 3L, 1L, 4L);
    assertThat(value(29_999)).isNull();
    assertThat(sut.verify(ONLINE).consistent()).isTrue();
    assertThat(sut.getOnlineTable(ONLINE).rows()).isEqualTo(30_009);
    sut.dropOnlineTable(ONLINE);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_new_start_shows_the_file_and_what_changed_since_and_sweeps_the_rest() throws IOException {
    write(0, 10, 1);
    sut.publish(TABLE, TRIGGERED);
    write(3, 4, 2);
    delete(Filter.equal("k", 5L));
    sut.publish(TABLE, TRIGGERED);
    platform.close();
    Path left = files().get(0).resolveSibling("99-1.rows.tmp");
    Files.write(left, new byte[] {1});
    start();
    assertThat(left).doesNotExist();
    assertThat(List.of(value(2), value(3))).containsExactly(1L, 2L);
    assertThat(sut.lookup(ONLINE, Map.of("k", 5L)).found()).isFalse();
    assertThat(sut.verify(ONLINE).consistent()).isTrue();
    write(5, 6, 7);
    sut.publish(TABLE, TRIGGERED);
    assertThat(value(5)).isEqualTo(7L);
  }

  @Test
  void a_publish_during_a_publish_is_refused() {
    write(0, 10, 1);
    sut.publish(
        TABLE,
        TRIGGERED,
        (done, total) ->
            assertThatThrownBy(() -> sut.publish(TABLE, TRIGGERED))
                .isInstanceOfSatisfying(
                    PlatformException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_CONFLICT)));
    assertThat(value(1)).isEqualTo(1L);
  }

  @Test
  void a_publish_that_fails_leaves_the_old_rows_whole() throws IOException {
    write(0, 10, 1);
    sut.publish(TABLE, TRIGGERED);
    write(0, 10, 2);
    assertThatThrownBy(
            () ->
                sut.publish(
                    TABLE,
                    PublishSpec.snapshot(ONLINE),
                    (done, total) -> {
                      if (done > 0) {
                        throw new IllegalStateException("stopped");
                      }
                    }))
        .hasMessageContaining("stopped");
    assertThat(value(9)).isEqualTo(1L);
    assertThat(files()).hasSize(1);
    assertThat(sut.publish(TABLE, TRIGGERED).upserted()).isEqualTo(10);
  }

  @Test
  void readers_see_all_keys_of_one_publish() {
    write(0, 2, 0);
    sut.publish(TABLE, TRIGGERED);
    List<Map<String, Object>> keys = List.of(Map.of("k", 0L), Map.of("k", 1L));
    OnlineReader reader = sut.reader(ONLINE);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Long> mixtures =
        CompletableFuture.supplyAsync(
            () -> {
              long found = 0;
              while (!over.get()) {
                List<FeatureVector> seen = reader.lookup(keys);
                boolean same =
                    seen.get(0).features().equals(seen.get(1).features())
                        && seen.get(0).publishedVersion() == seen.get(1).publishedVersion();
                found += same ? 0 : 1;
              }
              return found;
            });
    for (int value = 1; value <= 12; value++) {
      write(0, 2, value);
      sut.publish(TABLE, value % 3 == 0 ? PublishSpec.snapshot(ONLINE) : TRIGGERED);
    }
    over.set(true);
    assertThat(mixtures.join()).isZero();
  }
}
