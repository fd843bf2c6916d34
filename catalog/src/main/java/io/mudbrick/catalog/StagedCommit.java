package io.mudbrick.catalog;

/**
 * A commit that waits in {@code _delta_log/_staged_commits} of a table.
 *
 * @param version the one it is to be
 * @param fileName of the form {@code <version>.<uuid>.json}
 * @param size of the file in bytes
 * @param metadata whether it changes the table's columns or properties
 */
public record StagedCommit(long version, String fileName, long size, boolean metadata) {}
