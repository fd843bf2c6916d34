package io.mudbrick.catalog.delta;

/**
 * What a write did.
 *
 * @param version the version of the table that holds it
 * @param applied false when there was nothing to do: no rows, or a transaction that the table
 *     already holds
 * @param inserted rows added
 * @param updated rows replaced by an upsert or changed by an update
 * @param deleted rows removed by a delete or an overwrite
 */
public record CommitResult(
    long version, boolean applied, long inserted, long updated, long deleted) {}
