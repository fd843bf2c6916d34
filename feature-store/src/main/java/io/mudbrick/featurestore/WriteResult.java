package io.mudbrick.featurestore;

import java.util.List;

/**
 * What a write to a feature table did.
 *
 * @param version the Delta version that holds it
 * @param inserted rows with keys that the table did not have
 * @param updated rows that replaced one of the same key
 * @param addedColumns features that the table did not have before
 */
public record WriteResult(long version, long inserted, long updated, List<String> addedColumns) {
  public WriteResult {
    addedColumns = List.copyOf(addedColumns);
  }
}
