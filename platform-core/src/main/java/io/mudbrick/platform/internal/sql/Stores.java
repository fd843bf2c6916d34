package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;

/** Opens the shared store, whose driver and pool an embedder need not have. */
public final class Stores {
  private Stores() {}

  /**
   * @throws PlatformException FAILED_PRECONDITION when the driver or the pool is not on the class
   *     path, TEMPORARILY_UNAVAILABLE when the database cannot be reached
   */
  public static Store postgres(String url) {
    try {
      Class.forName("org.postgresql.Driver");
      return new PostgresDatabase(url);
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION,
          "A PostgreSQL store needs org.postgresql:postgresql and com.zaxxer:HikariCP on the class"
              + " path",
          e);
    }
  }
}
