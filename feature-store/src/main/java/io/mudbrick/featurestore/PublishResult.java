package io.mudbrick.featurestore;

/**
 * What a publish did.
 *
 * @param pipelineId names this publish
 * @param version the Delta version that the online table now shows
 * @param upserted rows written
 * @param deleted rows removed
 * @param full whether the whole table was written
 */
public record PublishResult(
    String onlineTable,
    String pipelineId,
    long version,
    long upserted,
    long deleted,
    boolean full) {}
