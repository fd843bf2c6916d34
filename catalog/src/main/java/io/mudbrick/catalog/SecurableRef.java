package io.mudbrick.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names a securable: its type and its full name, checked and in the form the catalog keeps. Equal
 * references name the same thing.
 *
 * @param fullName {@code c}, {@code c.s} or {@code c.s.name}; empty for the metastore
 */
public record SecurableRef(SecurableType type, String fullName) {
  /**
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when the name
   *     has the wrong number of levels or a bad one
   */
  public SecurableRef {
    fullName = Names.checked(type, fullName);
  }

  public static SecurableRef metastore() {
    return new SecurableRef(SecurableType.METASTORE, "");
  }

  public static SecurableRef catalog(String name) {
    return new SecurableRef(SecurableType.CATALOG, name);
  }

  public static SecurableRef schema(String fullName) {
    return new SecurableRef(SecurableType.SCHEMA, fullName);
  }

  public static SecurableRef table(String fullName) {
    return new SecurableRef(SecurableType.TABLE, fullName);
  }

  public static SecurableRef volume(String fullName) {
    return new SecurableRef(SecurableType.VOLUME, fullName);
  }

  public static SecurableRef function(String fullName) {
    return new SecurableRef(SecurableType.FUNCTION, fullName);
  }

  public static SecurableRef feature(String fullName) {
    return new SecurableRef(SecurableType.FEATURE, fullName);
  }

  public static SecurableRef model(String fullName) {
    return new SecurableRef(SecurableType.REGISTERED_MODEL, fullName);
  }

  /** The last part of the full name. */
  public String name() {
    return fullName.substring(fullName.lastIndexOf('.') + 1);
  }

  /** What contains it; the metastore contains itself. */
  public SecurableRef parent() {
    return switch (type) {
      case METASTORE, CATALOG -> metastore();
      case SCHEMA -> catalog(parentName());
      default -> schema(parentName());
    };
  }

  /** The full name of what contains it; empty for a catalog. */
  public String parentName() {
    return fullName.substring(0, Math.max(0, fullName.lastIndexOf('.')));
  }

  /** A reference to a child. */
  public SecurableRef child(SecurableType childType, String name) {
    return new SecurableRef(childType, fullName.isEmpty() ? name : fullName + "." + name);
  }

  /** As error messages say it: {@code Table 'c.s.t'}. */
  public String label() {
    return type == SecurableType.METASTORE ? "Metastore" : type.label() + " '" + fullName + "'";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecurableRef ref
        && ref.type == type
        && ref.fullName.equalsIgnoreCase(fullName);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + fullName.toLowerCase(Locale.ROOT).hashCode();
  }
}
