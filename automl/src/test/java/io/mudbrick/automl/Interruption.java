package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.tracking.Tracking;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Experiments that do not come to their end. */
final class Interruption {
  private Interruption() {}

  /**
   * Runs until so many trials are done; then the calling thread is interrupted.
   *
   * @param name of the experiment
   * @return its id
   */
  static String after(
      int trials, Mudbrick platform, String name, Function<AutoMlListener, AutoMlSummary> run) {
    Thread caller = Thread.currentThread();
    AtomicInteger done = new AtomicInteger();
    AutoMlListener stop =
        event -> {
          if (event instanceof AutoMlEvent.TrialFinished && done.incrementAndGet() == trials) {
            caller.interrupt();
          }
        };
    assertThatThrownBy(() -> run.apply(stop))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    return platform
        .module(Tracking.class)
        .getExperimentByName(path(platform, name))
        .orElseThrow()
        .experimentId();
  }

  /** Of an experiment of that name. */
  static String path(Mudbrick platform, String name) {
    return "/Users/" + platform.caller().principal().name() + "/databricks_automl/" + name;
  }
}
