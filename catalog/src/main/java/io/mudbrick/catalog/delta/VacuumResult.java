package io.mudbrick.catalog.delta;

import java.nio.file.Path;
import java.util.List;

/**
 * What a vacuum deleted, or would delete.
 *
 * @param files in the order of their names
 * @param bytes their size together
 * @param deleted false for a dry run
 */
public record VacuumResult(List<Path> files, long bytes, boolean deleted) {
  public VacuumResult {
    files = List.copyOf(files);
  }
}
