package io.mudbrick.tracking;

/**
 * A file or directory among artifacts.
 *
 * @param path relative to the root of the run's or model's artifacts
 * @param size bytes; 0 for a directory
 */
public record ArtifactInfo(String path, boolean directory, long size) {}
