package io.mudbrick.automl;

/** Hears what happens while AutoML runs. Called from several threads, one call at a time. */
@FunctionalInterface
public interface AutoMlListener {
  /** Should return at once: the trials wait. What it throws ends the run. */
  void on(AutoMlEvent event);
}
