package io.mudbrick.tracking;

import io.mudbrick.platform.files.SignedUrl;
import java.util.List;

/**
 * An upload in parts that was begun.
 *
 * @param uploadId what the other calls of the upload ask for
 * @param parts where each part can be {@code PUT}, in their order
 * @param abort where it can be given up with {@code DELETE}
 */
public record ArtifactUpload(String uploadId, List<SignedUrl> parts, SignedUrl abort) {
  public ArtifactUpload {
    parts = List.copyOf(parts);
  }
}
