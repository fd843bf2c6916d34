package io.mudbrick.catalog;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog knows about a volume.
 *
 * @param directory where the files lie; in a managed volume, names other than ASCII are escaped
 *     there
 */
public record VolumeInfo(Securable securable, VolumeType type, Path directory) {

  public String id() {
    return securable.id();
  }

  public String fullName() {
    return securable.fullName();
  }

  public String owner() {
    return securable.owner();
  }

  public @Nullable String comment() {
    return securable.comment();
  }

  /** Where the Files API shows it: {@code /Volumes/telco/churn/raw}. */
  public String path() {
    return "/Volumes/" + fullName().replace('.', '/');
  }
}
