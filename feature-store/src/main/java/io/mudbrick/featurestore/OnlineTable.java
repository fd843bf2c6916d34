package io.mudbrick.featurestore;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a feature table for lookups by key: the newest row of each.
 *
 * @param name {@code catalog.schema.table}
 * @param sourceTable the feature table
 * @param sourceTableId the id of the feature table when it was published
 * @param publishedVersion the Delta version that readers see
 * @param publishedBy who published last: it shows what that principal may see
 * @param mode how it was published last
 * @param ttl how old a row may be when it is read; null for any age
 * @param failure why commits are no longer followed, although {@code mode} is continuous; null
 *     while all is well. What was published last stays online
 * @param sqlName the table to ask in SQL where the store is PostgreSQL: {@code "schema"."table"};
 *     null elsewhere
 */
public record OnlineTable(
    String name,
    String onlineStore,
    String sourceTable,
    String sourceTableId,
    long publishedVersion,
    Instant publishedAt,
    String publishedBy,
    long rows,
    PublishMode mode,
    @Nullable Duration ttl,
    @Nullable String failure,
    @Nullable String sqlName) {}
