package io.mudbrick.catalog.delta;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code DESCRIBE DETAIL} tells of a table.
 *
 * @param id of the table, as its log holds it
 * @param createdAt null where the log does not say
 * @param lastModified when the newest commit was made
 * @param sizeInBytes of the data files of this version
 * @param rows where the log says for every file
 * @param properties of the table, without those of its protocol
 * @param features of the table's protocol, by name
 */
public record TableDetail(
    String id,
    @Nullable String description,
    Path location,
    @Nullable Instant createdAt,
    Instant lastModified,
    List<String> partitionColumns,
    long numFiles,
    long sizeInBytes,
    OptionalLong rows,
    Map<String, String> properties,
    int minReaderVersion,
    int minWriterVersion,
    List<String> features) {
  public TableDetail {
    partitionColumns = List.copyOf(partitionColumns);
    properties = Map.copyOf(properties);
    features = List.copyOf(features);
  }

  /** The same for those from whom rows are hidden: it does not tell how many there are. */
  public TableDetail withoutRows() {
    return new TableDetail(
        id,
        description,
        location,
        createdAt,
        lastModified,
        partitionColumns,
        numFiles,
        sizeInBytes,
        OptionalLong.empty(),
        properties,
        minReaderVersion,
        minWriterVersion,
        features);
  }
}
