package io.mudbrick.examples;

import io.mudbrick.platform.cli.CliModule;
import java.util.List;

/** The commands of the examples: {@code mudbrick demo}. */
public final class ExamplesCli implements CliModule {
  @Override
  public List<Object> commands() {
    return List.of(new DemoCommand());
  }
}
