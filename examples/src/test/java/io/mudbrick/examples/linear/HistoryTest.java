package io.mudbrick.examples.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check itself: it has to refuse what cannot have happened. */
class HistoryTest {

  private static boolean linearisable(Call... calls) {
    return new History(Arrays.asList(calls)).linearisable();
  }

  @Test
  void what_happened_one_after_another_is_linearisable() {
    assertThat(linearisable()).isTrue();
    assertThat(
            linearisable(
                Call.read(0, 1, null),
                Call.write(2, 3, 1L),
                Call.read(4, 5, 1L),
                Call.swap(6, 7, 2L, 1L),
                Call.write(8, 9, null),
                Call.read(10, 11, null)))
        .isTrue();
  }

  @Test
  void calls_at_once_may_take_effect_in_any_order() {
    assertThat(linearisable(Call.write(0, 10, 1L), Call.write(0, 10, 2L), Call.read(11, 12, 1L)))
        .isTrue();
    assertThat(linearisable(Call.write(0, 10, 1L), Call.read(1, 2, null), Call.read(3, 4, 1L)))
        .isTrue();
  }

  @Test
  void a_read_of_what_was_replaced_before_it_began_is_refused() {
    assertThat(linearisable(Call.write(0, 1, 1L), Call.write(2, 3, 2L), Call.read(4, 5, 1L)))
        .isFalse();
  }

  @Test
  void two_reads_may_not_see_a_write_come_and_go() {
    assertThat(linearisable(Call.write(0, 10, 1L), Call.read(1, 2, 1L), Call.read(3, 4, null)))
        .isFalse();
  }

  @Test
  void two_swaps_may_not_replace_the_same() {
    assertThat(linearisable(Call.write(0, 1, 1L), Call.swap(2, 9, 2L, 1L), Call.swap(2, 9, 3L, 1L)))
        .isFalse();
  }

  @Test
  void a_value_that_nobody_wrote_is_refused() {
    assertThat(linearisable(Call.write(0, 5, 1L), Call.read(0, 5, 2L))).isFalse();
  }

  /** Beside trying every order. */
  @Test
  void small_histories_are_judged_as_by_trying_all_orders() {
    Random random = new Random(7);
    int linearisable = 0;
    for (int round = 0; round < 4000; round++) {
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        long began = random.nextInt(8);
        long ended = began + 1 + random.nextInt(6);
        Long value = random.nextInt(3) == 0 ? null : (long) random.nextInt(3);
        Long seen = random.nextInt(3) == 0 ? null : (long) random.nextInt(3);
        calls.add(
            switch (random.nextInt(3)) {
              case 0 -> Call.write(began, ended, value);
              case 1 -> Call.swap(began, ended, value, seen);
              default -> Call.read(began, ended, seen);
            });
      }
      boolean expected = anyOrder(calls, new ArrayList<>(), null);
      assertThat(new History(calls).linearisable()).as("%s", calls).isEqualTo(expected);
      linearisable += expected ? 1 : 0;
    }
    assertThat(linearisable).isBetween(100, 3900);
  }

  private static boolean anyOrder(List<Call> calls, List<Call> row, @Nullable Long value) {
    if (row.size() == calls.size()) {
      return true;
    }
    for (Call call : calls) {
      boolean used = row.stream().anyMatch(each -> each == call);
      boolean late =
          calls.stream()
              .anyMatch(
                  each ->
                      row.stream().noneMatch(done -> done == each) && each.ended() < call.began());
      if (!used && !late && (!call.tells() || Objects.equals(call.seen(), value))) {
        List<Call> longer = new ArrayList<>(row);
        longer.add(call);
        if (anyOrder(calls, longer, call.write() ? call.written() : value)) {
          return true;
        }
      }
    }
    return false;
  }
}
