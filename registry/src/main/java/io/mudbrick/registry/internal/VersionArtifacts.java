package io.mudbrick.registry.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.ArtifactUris;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.registry.ModelUri;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The URIs of versions' files: {@code models:/c.s.m/3} and its like for people, {@code
 * mlflow-artifacts:/models/c.s.m/3} for MLflow's clients, who read it through the artifact proxy.
 */
public final class VersionArtifacts {
  private static final String SCHEME = "mlflow-artifacts:/";
  private static final String PROXY = SCHEME + "models/";

  private final Function<Caller, Registry> service;

  VersionArtifacts(Function<Caller, Registry> service) {
    this.service = service;
  }

  void register(ArtifactUris uris) {
    uris.register("models", this::models);
    uris.register("mlflow-artifacts", this::proxy);
  }

  /** Where MLflow's clients read a version. */
  public static String uri(ModelVersion version) {
    return SCHEME + path(version);
  }

  /** Where the artifact proxy has a version. */
  public static String path(ModelVersion version) {
    return "models/" + version.model() + "/" + version.version();
  }

  private @Nullable BlobStore models(Caller caller, String uri) {
    if (ModelUri.namesLoggedModel(uri)) {
      return null;
    }
    Registry registry = service.apply(caller);
    ModelVersion version = registry.resolve(uri);
    return registry.artifacts(version.model(), version.version());
  }

  private @Nullable BlobStore proxy(Caller caller, String uri) {
    if (!uri.startsWith(PROXY)) {
      return null;
    }
    String[] parts = uri.substring(PROXY.length()).split("/", 3);
    if (parts.length < 2 || !parts[1].matches("\\d{1,18}")) {
      throw RegistryErrors.badSource(uri);
    }
    BlobStore files = service.apply(caller).artifacts(parts[0], Long.parseLong(parts[1]));
    return parts.length == 3 && !parts[2].isEmpty() ? files.at(parts[2]) : files;
  }
}
