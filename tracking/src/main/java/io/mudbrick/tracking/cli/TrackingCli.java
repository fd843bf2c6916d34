package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.CliModule;
import java.util.List;

/** Tracking's commands. */
public final class TrackingCli implements CliModule {
  @Override
  public List<Object> commands() {
    return List.of(
        new ExperimentsCommand(),
        new RunsCommand(),
        new ImportCommand(),
        new ExportCommand(),
        new GcCommand());
  }
}
