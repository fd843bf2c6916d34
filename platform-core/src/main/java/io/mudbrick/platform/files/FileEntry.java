package io.mudbrick.platform.files;

/**
 * A file or directory as the Files API shows it.
 *
 * @param path absolute: {@code /Volumes/telco/churn/raw/2024.csv}
 * @param size bytes; 0 for a directory
 * @param modifiedAt epoch milliseconds
 */
public record FileEntry(String path, boolean directory, long size, long modifiedAt) {

  /** The last segment of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
