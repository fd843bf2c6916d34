package io.mudbrick.automl;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How AutoML goes on with an experiment; all else is as it was. Start from {@link #defaults}.
 * Immutable.
 *
 * @param timeout from now on; null for what was left of the first one
 * @param listener hears of trials, those that were done before among them
 */
public record ResumeOptions(@Nullable Duration timeout, AutoMlListener listener) {
  public ResumeOptions {
    if (timeout != null) {
      Limits.checkTime(timeout);
    }
  }

  /** What was left of the time, and nobody listens. */
  public static ResumeOptions defaults() {
    return new ResumeOptions(null, event -> {});
  }

  public ResumeOptions withTimeout(Duration other) {
    return new ResumeOptions(other, listener);
  }

  public ResumeOptions withListener(AutoMlListener other) {
    return new ResumeOptions(timeout, other);
  }
}
