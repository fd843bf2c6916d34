package io.mudbrick.featurestore;

import java.time.Instant;

/**
 * A copy of a feature table for lookups by key: the newest row of each.
 *
 * @param name {@code catalog.schema.table}
 * @param sourceTable the feature table
 * @param sourceTableId the id of the feature table when it was published
 * @param publishedVersion the Delta version that readers see
 * @param publishedBy who published last: it shows what that principal may see
 */
public record OnlineTable(
    String name,
    String onlineStore,
    String sourceTable,
    String sourceTableId,
    long publishedVersion,
    Instant publishedAt,
    String publishedBy,
    long rows) {}
