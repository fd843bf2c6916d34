package io.mudbrick.catalog;

import java.nio.file.Path;

/**
 * A place for a table that is to be: {@link DeltaCommits#stage}.
 *
 * @param id what the table's id will be
 * @param fullName the only name under which the place can become a table
 * @param directory where its log is to begin
 */
public record StagedTable(String id, String fullName, Path directory) {}
