package io.mudbrick.platform.cli;

import java.util.List;

/**
 * A module's commands, found by {@link java.util.ServiceLoader} and merged into the one tree of
 * {@code mudbrick}.
 */
public interface CliModule {
  /** Command objects, annotated for picocli; each is a subcommand of {@code mudbrick}. */
  List<Object> commands();
}
