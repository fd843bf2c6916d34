package io.mudbrick.tracking;

import java.util.Map;

/**
 * A dataset that a run read.
 *
 * @param tags such as {@code mlflow.data.context=training}
 */
public record DatasetInput(Dataset dataset, Map<String, String> tags) {
  public DatasetInput {
    tags = Map.copyOf(tags);
  }
}
