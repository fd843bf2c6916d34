package io.mudbrick.serving.internal.payload;

import io.mudbrick.serving.InferenceTable.Layout;

/**
 * What the exchanges of one requester with one served entity have in common.
 *
 * @param creatorId the principal that the endpoint runs as, who writes the table
 * @param table the full name
 * @param layout which columns it has
 * @param model as {@code c.s.m/3}
 */
record Source(
    String workspaceId,
    String creatorId,
    String endpoint,
    String table,
    Layout layout,
    double sampling,
    String entityId,
    String model,
    String requester) {}
