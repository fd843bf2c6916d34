package io.mudbrick.automl.internal.forecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FitTimeTest {
  @Test
  void what_the_clock_stopped_is_stopped_there_again() {
    AtomicBoolean late = new AtomicBoolean();
    FitTime first = FitTime.until(7, late::get);
    BooleanSupplier stopped = first.fit(2).apply(42).over();
    assertThat(stopped.getAsBoolean()).isFalse();
    assertThat(stopped.getAsBoolean()).isFalse();
    late.set(true);
    assertThat(stopped.getAsBoolean()).isTrue();
    for (int series = 0; series < 5; series++) {
      assertThat(first.whole().apply(series).over().getAsBoolean()).isTrue();
    }
    assertThat(first.overBefore(3)).isTrue();

    assertThat(first.stops()).isEqualTo("0:0-4=1 2:42=3 3:-1=1");

    FitTime again = FitTime.again(7, first.stops());
    BooleanSupplier same = again.fit(2).apply(42).over();
    assertThat(same.getAsBoolean()).isFalse();
    assertThat(same.getAsBoolean()).isFalse();
    assertThat(same.getAsBoolean()).isTrue();
    assertThat(again.whole().apply(4).over().getAsBoolean()).isTrue();
    assertThat(again.whole().apply(5).over().getAsBoolean()).isFalse();
    assertThat(again.overBefore(2)).isFalse();
    assertThat(again.overBefore(3)).isTrue();
  }

  @Test
  void nothing_was_stopped_when_there_was_time() {
    FitTime time = FitTime.until(1, () -> false);
    assertThat(time.fit(1).apply(0).over().getAsBoolean()).isFalse();
    assertThat(time.stops()).isEmpty();
    assertThatThrownBy(() -> FitTime.again(1, "soon")).hasMessageContaining("soon");
  }
}
