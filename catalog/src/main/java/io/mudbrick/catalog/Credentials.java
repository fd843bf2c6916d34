package io.mudbrick.catalog;

import java.nio.file.Path;

/**
 * Where the files of a securable lie, for programs that read or write them by themselves, as Spark
 * does: {@code POST /temporary-table-credentials}, {@code /temporary-volume-credentials} and {@code
 * /temporary-path-credentials}. Get one from {@link Catalog#credentials()}. A local directory needs
 * no secret, so the reply holds the place alone; what is asked for is checked all the same.
 */
public interface Credentials {
  /** What the files are wanted for. */
  enum Access {
    READ,
    WRITE
  }

  /**
   * The directory of the table with that id. READ needs SELECT, WRITE needs MODIFY as well.
   *
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED}, also when a mask or a
   *     row filter would be passed by; {@code RESOURCE_DOES_NOT_EXIST}
   */
  Path table(String tableId, Access access);

  /** The directory of the volume with that id: READ needs READ VOLUME, WRITE needs WRITE VOLUME. */
  Path volume(String volumeId, Access access);

  /** A directory of this machine; without external locations, that needs a metastore admin. */
  Path path(Path directory, Access access);
}
