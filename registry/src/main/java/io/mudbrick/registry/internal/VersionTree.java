package io.mudbrick.registry.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.ArtifactUris;
import io.mudbrick.platform.files.FileTree;
import io.mudbrick.registry.RegistryErrors;

/**
 * {@code /Models/<catalog>/<schema>/<model>/<version>/...} for the Files API: what a version is
 * made of, to be read by whoever may load it. A version that is registered is complete.
 */
record VersionTree(ArtifactUris uris) implements FileTree {

  @Override
  public Place locate(Caller caller, String path, Use use) {
    String[] parts = path.split("/", 5);
    if (parts.length < 4 || !parts[3].matches("[0-9]{1,18}")) {
      throw RegistryErrors.noVersionInPath();
    }
    String name = parts[0] + "." + parts[1] + "." + parts[2];
    String uri = "models:/" + name + "/" + parts[3];
    Place place = new Place(uris.resolve(caller, uri), parts.length == 5 ? parts[4] : "");
    if (use == Use.WRITE) {
      throw RegistryErrors.versionIsComplete(name, parts[3]);
    }
    return place;
  }
}
