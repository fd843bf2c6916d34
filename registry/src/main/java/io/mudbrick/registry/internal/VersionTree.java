package io.mudbrick.registry.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileTree;
import io.mudbrick.registry.ModelVersion.Status;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import java.util.function.Function;

/**
 * {@code /Models/<catalog>/<schema>/<model>/<version>/...} for the Files API: what a version is
 * made of, to be read by whoever may load it. While a version waits for its files, whoever may
 * create versions writes and reads them here; afterwards nobody changes them.
 */
record VersionTree(Function<Caller, Registry> service) implements FileTree {

  @Override
  public Place locate(Caller caller, String path, Use use) {
    String[] parts = path.split("/", 5);
    if (parts.length < 4 || !parts[3].matches("[0-9]{1,18}")) {
      throw RegistryErrors.noVersionInPath();
    }
    String name = parts[0] + "." + parts[1] + "." + parts[2];
    return new Place(
        store(service.apply(caller), name, Long.parseLong(parts[3]), use),
        parts.length == 5 ? parts[4] : "");
  }

  private static BlobStore store(Registry registry, String name, long version, Use use) {
    if (use == Use.WRITE) {
      return registry.uploads(name, version);
    }
    boolean waits = registry.version(name, version).status() == Status.PENDING_REGISTRATION;
    return waits ? registry.uploads(name, version) : registry.artifacts(name, version);
  }
}
