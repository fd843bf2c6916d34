package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.CliModule;
import java.util.List;
import java.util.Map;

/** Serving's commands. */
public final class ServingCli implements CliModule {
  @Override
  public List<Object> commands() {
    return List.of(new EndpointsCommand());
  }

  @Override
  public Map<String, List<Object>> additions() {
    return Map.of("models", List.of(new ModelServeCommand(), new ModelScoreCommand()));
  }
}
