package io.mudbrick.test;

import io.mudbrick.platform.Mudbrick;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/**
 * What a client needs to reach the test's workspace; injected into tests, for the admin or, with
 * {@link As}, for another user.
 *
 * @param uri for MLflow clients and plain HTTP; names the workspace in its path
 * @param host for Databricks SDKs, which want no path; the token names the workspace
 * @param token a bearer token
 * @param env the same as environment variables, for another process
 */
public record ClientSettings(URI uri, URI host, String token, Map<String, String> env) {

  /** The settings of a view of the platform. */
  public static ClientSettings of(Mudbrick platform) {
    return new ClientSettings(platform.uri(), platform.host(), platform.token(), platform.env());
  }

  /**
   * A request to a path such as {@code /api/2.0/mlflow/experiments/search}, with the token in it.
   */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(uri + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }
}
