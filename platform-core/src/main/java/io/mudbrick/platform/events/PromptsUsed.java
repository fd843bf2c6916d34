package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;
import java.util.List;

/**
 * Published in a transaction when versions of prompts were used by runs, traces or logged models;
 * whoever keeps those notes it on them, or refuses what the caller may not change.
 *
 * @param ids of those that used each of the prompts
 */
public record PromptsUsed(List<Version> prompts, By by, List<String> ids, Caller caller) {
  public PromptsUsed {
    prompts = List.copyOf(prompts);
    ids = List.copyOf(ids);
  }

  /** What used them. */
  public enum By {
    RUN,
    TRACE,
    LOGGED_MODEL
  }

  /** A version of a prompt, named as MLflow names it. */
  public record Version(String name, String version) {}
}
