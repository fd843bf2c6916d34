package io.mudbrick.featurestore.cli;

import io.mudbrick.platform.cli.CliModule;
import java.util.List;

/** The feature store's commands. */
public final class FeatureStoreCli implements CliModule {
  @Override
  public List<Object> commands() {
    return List.of(new FeaturesCommand());
  }
}
