package io.mudbrick.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a registered model.
 *
 * @param id an id of its own
 * @param model the full name of its model
 * @param version its number, from 1
 * @param statusMessage why it failed, if it did
 * @param origin where its files came from
 * @param aliases those that point at it, by name
 */
public record ModelVersion(
    String id,
    String model,
    long version,
    Status status,
    @Nullable String statusMessage,
    Stage stage,
    @Nullable String description,
    Origin origin,
    Map<String, String> tags,
    List<String> aliases,
    RegisteredModel.Changes changes) {
  public ModelVersion {
    tags = Map.copyOf(tags);
    aliases = List.copyOf(aliases);
  }

  /** Whether its files are there. */
  public enum Status {
    PENDING_REGISTRATION,
    FAILED_REGISTRATION,
    READY
  }

  /**
   * Where a version came from.
   *
   * @param source the URI that was registered
   * @param runId the run that made it
   * @param runWorkspaceId the workspace of that run
   * @param loggedModelId MLflow's logged model, {@code m-...}
   * @param runLink a link for people
   */
  public record Origin(
      @Nullable String source,
      @Nullable String runId,
      @Nullable String runWorkspaceId,
      @Nullable String loggedModelId,
      @Nullable String runLink) {}

  /** {@code models:/c.s.m/3}. */
  public String uri() {
    return "models:/" + model + "/" + version;
  }
}
