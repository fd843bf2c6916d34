package io.mudbrick.serving.internal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Comeback;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Those who wait in line without a thread. */
class TurnsLineTest {
  private final Turns turns = new Turns(1, 8, IllegalStateException::new);
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void a_caller_is_watched_before_it_may_be_called() throws Exception {
    turns.take(null);
    Thread releasing = new Thread(turns::release);
    CompletableFuture<Void> turn =
        turns.take(
            new Comeback() {
              @Override
              public void execute(Runnable work) {
                events.add("called");
                work.run();
              }

              @Override
              public void ifGone(Runnable action) {
                releasing.start();
                while (releasing.isAlive() && releasing.getState() != Thread.State.BLOCKED) {
                  Thread.onSpinWait();
                }
                events.add("watched");
              }
            });
    releasing.join();
    turn.join();
    assertThat(events).containsExactly("watched", "called");
  }
}
