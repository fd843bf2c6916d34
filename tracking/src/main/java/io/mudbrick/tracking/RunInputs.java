package io.mudbrick.tracking;

import java.util.List;

/** What a run read. */
public record RunInputs(List<DatasetInput> datasets, List<ModelInput> models) {
  public RunInputs {
    datasets = List.copyOf(datasets);
    models = List.copyOf(models);
  }
}
