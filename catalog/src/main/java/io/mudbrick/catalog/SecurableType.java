package io.mudbrick.catalog;

import java.util.Locale;

/** What can be owned, granted and tagged. */
public enum SecurableType {
  METASTORE("Metastore", 0),
  CATALOG("Catalog", 1),
  SCHEMA("Schema", 2),
  TABLE("Table", 3),
  VOLUME("Volume", 3),
  FUNCTION("Function", 3),
  /** A function to the grants API of the Databricks SDKs; our own word tells them apart. */
  REGISTERED_MODEL("Model", 3),
  /** A feature defined by what it is computed from; the feature store keeps what it is. */
  FEATURE("Feature", 3);

  private final String label;
  private final int levels;

  SecurableType(String label, int levels) {
    this.label = label;
    this.levels = levels;
  }

  /** The word in error messages: {@code Table}. */
  public String label() {
    return label;
  }

  /** How many names make up the full name: 3 for {@code catalog.schema.table}. */
  public int levels() {
    return levels;
  }

  /**
   * Reads a type as REST paths spell it, in any case: {@code table}, {@code REGISTERED_MODEL}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static SecurableType parse(String text) {
    String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    for (SecurableType type : values()) {
      if (type.name().equals(wanted)) {
        return type;
      }
    }
    throw CatalogErrors.unknownSecurableType(text);
  }
}
