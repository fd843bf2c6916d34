package io.mudbrick.platform.files;

import io.mudbrick.platform.Caller;
import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link SignedUrl} lets its holder do, read back.
 *
 * @param method the one method of HTTP that it is for
 * @param session the token of an upload in parts; empty when the file is meant as a whole
 * @param part the number of the part, or 0
 * @param maker who had it made; empty when that principal is gone
 */
public record SignedFile(
    String method,
    String path,
    String session,
    int part,
    Instant expires,
    Optional<Caller> maker) {}
