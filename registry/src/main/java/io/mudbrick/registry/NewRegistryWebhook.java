package io.mudbrick.registry;

import io.mudbrick.registry.RegistryWebhook.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of a model to make, or what to change of one.
 *
 * @param model the model's name; null for all models; not to be changed
 * @param events empty, to keep those it has
 * @param description null for none, or to keep it
 * @param status null for ACTIVE, or to keep it
 * @param call who is told; null, to keep it
 */
public record NewRegistryWebhook(
    @Nullable String model,
    List<RegistryEvent> events,
    @Nullable String description,
    @Nullable Status status,
    @Nullable Call call) {
  public NewRegistryWebhook {
    events = List.copyOf(events);
  }

  /** Who is told, and by which secrets. */
  public sealed interface Call {}

  /**
   * An address is told.
   *
   * @param url {@code https://host/path}; {@code http} too, to a target that was named
   * @param secret what the body is signed with; without one it is not; null keeps what there is,
   *     empty clears it
   * @param authorization the value of the header of that name; null keeps, empty clears
   */
  public record Http(String url, @Nullable String secret, @Nullable String authorization)
      implements Call {
    /** Without the secrets. */
    @Override
    public String toString() {
      return "Http[" + url + "]";
    }
  }

  /**
   * A job of a Databricks workspace is run, with the event as its parameter {@code event_message}.
   *
   * @param workspaceUrl the address of the workspace
   */
  public record Job(String jobId, String accessToken, String workspaceUrl) implements Call {
    /** Without the token. */
    @Override
    public String toString() {
      return "Job[" + jobId + " at " + workspaceUrl + "]";
    }
  }
}
