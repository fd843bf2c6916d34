package io.mudbrick.catalog;

import java.util.Locale;

/** Who keeps the files of a volume. */
public enum VolumeType {
  /** The platform: deleting the volume deletes the files. */
  MANAGED,
  /** Somebody else: the volume shows a directory, and deleting it leaves the files alone. */
  EXTERNAL;

  /**
   * Reads a type as requests spell it.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static VolumeType parse(String text) {
    for (VolumeType type : values()) {
      if (type.name().equals(text.toUpperCase(Locale.ROOT))) {
        return type;
      }
    }
    throw CatalogErrors.unknownVolumeType(text);
  }
}
