package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.CliModule;
import java.util.List;

/** The registry's commands. */
public final class RegistryCli implements CliModule {
  @Override
  public List<Object> commands() {
    return List.of(new ModelsCommand());
  }
}
