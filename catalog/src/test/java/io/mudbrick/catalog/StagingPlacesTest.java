package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableOptions;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that were reserved for tables: how long, and what becomes of them. */
@MudbrickTest(clock = "2026-03-01T09:00:00Z")
@Tag("both-stores")
class StagingPlacesTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Schema COLUMNS = Schema.builder().column("id", ColumnType.LONG).build();

  private Catalog catalog;
  private DeltaCommits sut;

  @BeforeEach
  void furnish(Mudbrick platform) {
    catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    sut = catalog.deltaCommits();
  }

  private static void begin(Path directory) {
    DeltaTables.create(directory, COLUMNS, TableOptions.DEFAULT);
  }

  private static TableSpec spec(String name) {
    return TableSpec.builder(name, COLUMNS).build();
  }

  @Test
  void a_place_is_kept_for_a_week_to_the_millisecond(MutableClock clock) {
    StagedTable kept = sut.stage("telco.churn.kept");
    StagedTable late = sut.stage("telco.churn.late");
    begin(kept.directory());
    begin(late.directory());
    clock.advance(WEEK.minusMillis(1));
    sut.stage("telco.churn.other");
    assertThat(kept.directory()).exists();
    sut.create(spec("telco.churn.kept"), kept.directory());

    clock.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> sut.create(spec("telco.churn.late"), late.directory()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("stag");
    StagedTable next = sut.stage("telco.churn.late");
    assertThat(late.directory()).doesNotExist();
    assertThat(next.directory()).exists();
    assertThat(catalog.tables().open("telco.churn.kept").read().toRows()).isEmpty();
  }

  @Test
  void places_in_a_schema_that_is_gone_are_cleared_at_once() {
    catalog.schemas().create("telco.brief");
    StagedTable staged = sut.stage("telco.brief.t");
    begin(staged.directory());
    catalog.schemas().delete("telco.brief", true);
    catalog.schemas().create("telco.brief");
    assertThatThrownBy(() -> sut.create(spec("telco.brief.t"), staged.directory()))
        .isInstanceOf(PlatformException.class);
    sut.stage("telco.brief.t");
    assertThat(staged.directory()).doesNotExist();
  }

  @Test
  void a_place_becomes_a_table_or_is_cleared_and_never_both(MutableClock clock) {
    for (int round = 0; round < 12; round++) {
      String name = "telco.churn.t" + round;
      StagedTable staged = sut.stage(name);
      begin(staged.directory());
      clock.advance(WEEK.minusMillis(1));
      CyclicBarrier both = new CyclicBarrier(2);
      CompletableFuture<Boolean> made =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  both.await();
                  sut.create(spec(name), staged.directory());
                  return true;
                } catch (PlatformException refused) {
                  return false;
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      CompletableFuture<Void> swept =
          CompletableFuture.runAsync(
              () -> {
                try {
                  both.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                clock.advance(Duration.ofMillis(1));
                sut.stage(name + "_next");
              });
      swept.join();
      if (made.join()) {
        assertThat(catalog.tables().open(name).read().toRows()).isEmpty();
      } else {
        sut.stage(name + "_last");
        assertThat(staged.directory()).doesNotExist();
        assertThat(catalog.tables().exists(name)).isFalse();
      }
    }
  }

  @Test
  void what_lapsed_while_nobody_was_there_is_cleared_at_the_start(
      MutableClock clock, @TempDir Path data) {
    Path directory;
    try (Mudbrick first = Mudbrick.builder().data(data).clock(clock).start()) {
      directory =
          first.module(Catalog.class).deltaCommits().stage("workspace.default.t").directory();
      begin(directory);
    }
    clock.advance(WEEK);
    Mudbrick.builder().data(data).clock(clock).start().close();
    assertThat(directory).doesNotExist();
  }
}
