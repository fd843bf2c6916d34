package io.mudbrick.automl.cli;

import io.mudbrick.platform.cli.CliModule;
import java.util.List;

/** AutoML's commands. */
public final class AutoMlCli implements CliModule {
  @Override
  public List<Object> commands() {
    return List.of(new AutoMlCommand());
  }
}
