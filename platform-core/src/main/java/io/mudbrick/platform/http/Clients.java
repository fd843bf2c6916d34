package io.mudbrick.platform.http;

import org.jspecify.annotations.Nullable;

/**
 * Tells which family a client is of, where the answer depends on it: MLflow's clients read one URI
 * of an artifact when they were told {@code http://...} and another one when they were told {@code
 * databricks}. See decision 0018.
 */
public final class Clients {
  private static final String SDK = "databricks-sdk-";

  private Clients() {}

  /**
   * Whether a call comes from a client that takes this server for a Databricks workspace: through
   * one of the Databricks SDKs, as MLflow does for {@code databricks} URIs, or with a header that
   * only such clients send.
   */
  public static boolean expectDatabricks(HttpCall call) {
    @Nullable String agent = call.header("User-Agent");
    return (agent != null && agent.contains(SDK))
        || call.header("x-databricks-org-id") != null
        || call.header("x-databricks-traffic-id") != null;
  }
}
