package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.ArtifactInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file or directory in a listing. A directory has no size. */
record WireFile(String path, boolean isDir, @Nullable Long fileSize) {

  static List<WireFile> of(List<ArtifactInfo> artifacts) {
    return artifacts.stream()
        .map(
            artifact ->
                new WireFile(
                    artifact.path(),
                    artifact.directory(),
                    artifact.directory() ? null : artifact.size()))
        .toList();
  }
}
