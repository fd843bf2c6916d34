package io.mudbrick.tracking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new experiment shall be.
 *
 * @param artifactLocation another place for artifacts than the server's own, such as {@code
 *     mlflow-artifacts:/team/a} or {@code s3://bucket/a} (which only clients can reach); usually
 *     {@code null}. In the server's own tree {@code models} and numbers are taken at the top, and a
 *     place that overlaps another experiment's asks for the right to edit that one
 */
public record NewExperiment(
    String name, @Nullable String artifactLocation, Map<String, String> tags) {
  public NewExperiment {
    tags = Map.copyOf(tags);
  }
}
