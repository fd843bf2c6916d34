package io.mudbrick.catalog.internal.delta;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The errors about data files. */
final class FileErrors {
  private static final int SHOWN = 100;

  private FileErrors() {}

  static PlatformException fileUnreadable(Path file, Throwable cause) {
    return new PlatformException(ErrorCode.DATA_LOSS, "Cannot read the data file " + file, cause);
  }

  static PlatformException noSuchFile(Path file, Throwable cause) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "There is no file " + file, cause);
  }

  static PlatformException fileExists(Path file, Throwable cause) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "There is a file " + file + " already", cause);
  }

  static PlatformException notParquet(Path file, Throwable cause) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "No Parquet can be read from the file " + file, cause);
  }

  static PlatformException fileOutside(Path directory) {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED,
        ("The log of the table in %s names data files outside of that directory, as that of a"
                + " shallow clone does: grants on this table do not reach there")
            .formatted(directory),
        Map.of("reason", "FILE_OUTSIDE_TABLE"),
        null);
  }

  static PlatformException restoreMissesFiles(Path directory, long version, List<Path> missing) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Not all files from version %d of the table in %s are there any more: %s%s. Restore a"
                .formatted(
                    version,
                    directory,
                    missing.stream().limit(SHOWN).map(Path::toString).toList(),
                    missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : "")
            + " more recent version");
  }

  static PlatformException changeFileGone(Path file, long version) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        ("The changes of version %d need the file %s, which a vacuum has deleted: begin with a"
                + " later version")
            .formatted(version, file),
        Map.of("reason", "DELTA_CHANGE_DATA_FILE_NOT_FOUND"),
        null);
  }

  static PlatformException removalWithoutPartition(String path, long version) {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED,
        ("The engine that wrote version %d does not say to which partition the removed file %s"
                + " belonged")
            .formatted(version, path));
  }
}
