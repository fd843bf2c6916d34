package io.mudbrick.catalog;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;

/** What is said to those who write tables of their own and commit through the catalog. */
public final class CommitErrors {
  private CommitErrors() {}

  public static PlatformException notStaged() {
    return CatalogErrors.invalid(
        "A MANAGED table takes no storage_location but the one that its creator reserved for this"
            + " name with POST /staging-tables.");
  }

  public static PlatformException stagedWithoutLog(String directory) {
    return CatalogErrors.invalid(
        "'"
            + CatalogErrors.shown(directory)
            + "' holds no Delta table yet: write version 0 first.");
  }

  public static PlatformException otherPlace(String directory) {
    return CatalogErrors.invalid(
        "table_uri '" + CatalogErrors.shown(directory) + "' is not where the table lies.");
  }

  public static PlatformException notCatalogManaged() {
    return CatalogErrors.invalid(
        "Commits are registered for tables with the feature catalogManaged only: others are written"
            + " by their files or through the catalog.");
  }

  public static PlatformException badCommit(String why) {
    return CatalogErrors.invalid("The commit cannot be registered: " + why + ".");
  }

  public static PlatformException commitConflict(long version) {
    return CatalogErrors.withReason(
        ErrorCode.ABORTED,
        "Version " + version + " of the table has been committed by somebody else.",
        "COMMIT_VERSION_CONFLICT");
  }
}
