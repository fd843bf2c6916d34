package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.CliModule;
import java.util.List;

/** The catalog's commands. */
public final class CatalogCli implements CliModule {
  @Override
  public List<Object> commands() {
    return List.of(new CatalogCommand());
  }
}
