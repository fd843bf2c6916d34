package io.mudbrick.catalog;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may be granted. A grant on a container holds for all that it contains, now and later. */
public enum Privilege {
  /** Every privilege that applies but {@link #MANAGE}; expanded when a check is made. */
  ALL_PRIVILEGES,
  /** Set and unset tags. */
  APPLY_TAG,
  /** See names and comments without the right to use anything. */
  BROWSE,
  CREATE_CATALOG,
  CREATE_FEATURE,
  CREATE_FUNCTION,
  CREATE_MODEL,
  CREATE_SCHEMA,
  CREATE_TABLE,
  CREATE_VOLUME,
  /** Run a function, load or serve a model. */
  EXECUTE,
  /** Change grants, owner and name, and delete. */
  MANAGE,
  /** Add, change and delete rows. */
  MODIFY,
  /** Read a feature and what is computed by it. */
  READ_FEATURE,
  READ_VOLUME,
  /** Read rows. */
  SELECT,
  USE_CATALOG,
  USE_SCHEMA,
  WRITE_VOLUME;

  private static final Set<Privilege> ON_CATALOGS =
      EnumSet.complementOf(EnumSet.of(CREATE_CATALOG));

  /** As error messages and SQL say it: {@code USE CATALOG}. */
  public String label() {
    return name().replace('_', ' ');
  }

  /** Whether it can be granted on a securable of the type. */
  public boolean appliesTo(SecurableType type) {
    return switch (type) {
      case METASTORE -> this == CREATE_CATALOG || this == MANAGE;
      case CATALOG -> ON_CATALOGS.contains(this);
      case SCHEMA -> ON_CATALOGS.contains(this) && this != USE_CATALOG && this != CREATE_SCHEMA;
      case TABLE -> onAnyLeaf() || this == SELECT || this == MODIFY;
      case VOLUME -> onAnyLeaf() || this == READ_VOLUME || this == WRITE_VOLUME;
      case FUNCTION, REGISTERED_MODEL -> onAnyLeaf() || this == EXECUTE;
      case FEATURE -> onAnyLeaf() || this == READ_FEATURE;
    };
  }

  private boolean onAnyLeaf() {
    return this == ALL_PRIVILEGES || this == APPLY_TAG || this == BROWSE || this == MANAGE;
  }

  /**
   * Reads a privilege with blanks or underscores, in any case.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static Privilege parse(String text) {
    String wanted = text.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
    for (Privilege privilege : values()) {
      if (privilege.name().equals(wanted)) {
        return privilege;
      }
    }
    throw CatalogErrors.unknownPrivilege(text);
  }
}
