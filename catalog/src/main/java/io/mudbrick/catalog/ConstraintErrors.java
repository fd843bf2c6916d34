package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;

/** The errors of primary and foreign keys, and of other constraints. */
public final class ConstraintErrors {
  private ConstraintErrors() {}

  public static PlatformException repeatedKeyColumn(List<String> key) {
    return CatalogErrors.invalid("A column occurs twice in the primary key " + key + ".");
  }

  public static PlatformException nestedKeyColumn(Column column) {
    return CatalogErrors.invalid(
        "Column '%s' of type %s cannot be in a primary key."
            .formatted(CatalogErrors.shown(column.name()), column.type()));
  }

  public static PlatformException timeseriesOutsideKey(String column, List<String> key) {
    return CatalogErrors.invalid(
        "The time series column '%s' must be one of the primary key columns %s."
            .formatted(column, key));
  }

  public static PlatformException timeseriesType(String column, String type) {
    return CatalogErrors.invalid(
        "The time series column '%s' must be a timestamp or a date, not %s."
            .formatted(column, type));
  }

  public static PlatformException keyExists(SecurableRef table) {
    return CatalogErrors.withReason(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        table.label() + " already has a primary key.",
        "CONSTRAINT_ALREADY_EXISTS");
  }

  public static PlatformException constraintExists(SecurableRef table, String name) {
    return CatalogErrors.withReason(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        "Constraint '" + name + "' already exists in " + table.parent().label() + ".",
        "CONSTRAINT_ALREADY_EXISTS");
  }

  public static PlatformException noKeyToReferTo(SecurableRef parent) {
    return CatalogErrors.withReason(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        parent.label() + " has no primary key that a foreign key could refer to.",
        "UC_REFERENTIAL_CONSTRAINT_DOES_NOT_EXIST");
  }

  public static PlatformException notTheKey(List<String> columns, List<String> key) {
    return CatalogErrors.invalid(
        "The parent columns %s are not its primary key %s.".formatted(columns, key));
  }

  public static PlatformException otherColumnCount(List<String> columns, List<String> key) {
    return CatalogErrors.invalid(
        "The columns %s of a foreign key are not as many as the key's, %s."
            .formatted(columns, key));
  }

  public static PlatformException otherKeyType(Column column, Column key) {
    return CatalogErrors.invalid(
        "Column '%s' of type %s cannot refer to key column '%s' of type %s."
            .formatted(
                CatalogErrors.shown(column.name()),
                column.type().sqlName(),
                CatalogErrors.shown(key.name()),
                key.type().sqlName()));
  }

  public static PlatformException keyIsReferredTo(SecurableRef table, String key) {
    return CatalogErrors.withReason(
        ErrorCode.FAILED_PRECONDITION,
        "Constraint '%s' of %s cannot be deleted: foreign keys refer to it. Use cascade to delete those, too."
            .formatted(CatalogErrors.shown(key), table.label()),
        "CONSTRAINT_HAS_CHILDREN");
  }

  public static PlatformException noSuchConstraint(SecurableRef table, String constraint) {
    return CatalogErrors.withReason(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        table.label() + " has no constraint '" + CatalogErrors.shown(constraint) + "'.",
        "CONSTRAINT_DOES_NOT_EXIST");
  }

  public static PlatformException unknownConstraint() {
    return CatalogErrors.invalid(
        "A constraint is a primary_key_constraint or a foreign_key_constraint, with its columns.");
  }
}
