package io.mudbrick.tracking;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that models and agents are evaluated with. Its records are asked for apart: {@link
 * EvaluationDatasets#records}.
 *
 * @param digest 8 hexadecimal digits, others after every change of its records
 * @param schema JSON that names the type of each field seen in inputs, outputs and expectations;
 *     {@code null} before the first record
 * @param profile JSON with the number of records; {@code null} while there are none
 * @param createdBy what the creator's client said in the tag {@code mlflow.user}
 */
public record EvaluationDataset(
    String datasetId,
    String name,
    String digest,
    Map<String, String> tags,
    @Nullable String schema,
    @Nullable String profile,
    Instant createdTime,
    Instant lastUpdateTime,
    @Nullable String createdBy,
    @Nullable String lastUpdatedBy) {
  public EvaluationDataset {
    tags = Map.copyOf(tags);
  }
}
