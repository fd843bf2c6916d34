package io.mudbrick.platform.cli;

import java.util.List;
import java.util.Map;

/**
 * A module's commands, found by {@link java.util.ServiceLoader} and merged into the one tree of
 * {@code mudbrick}.
 */
public interface CliModule {
  /** Command objects, annotated for picocli; each is a subcommand of {@code mudbrick}. */
  List<Object> commands();

  /**
   * Commands that belong below another module's: by that one's name, as {@code models} has {@code
   * models serve} from serving.
   */
  default Map<String, List<Object>> additions() {
    return Map.of();
  }
}
