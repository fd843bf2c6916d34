package io.mudbrick.automl.internal.forecast.model;

import java.time.LocalDateTime;

/** A timeline inside a saved model, its start as ISO text. */
record SavedTimeline(String start, Step step, int every) {
  static SavedTimeline of(Timeline timeline) {
    return new SavedTimeline(timeline.start().toString(), timeline.step(), timeline.every());
  }

  Timeline timeline() {
    return new Timeline(LocalDateTime.parse(start), step, every);
  }
}
