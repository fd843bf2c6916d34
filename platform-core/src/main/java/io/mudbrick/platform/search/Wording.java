package io.mudbrick.platform.search;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The words in which a search refuses, by default those of MLflow's search for runs; other searches
 * say some of it differently. Lists that the Python server prints from a set, in an order of its
 * own, come sorted.
 */
public interface Wording {

  /** Parts of a filter that are no comparison. */
  default PlatformException invalidClauses(String filter, List<String> parts) {
    return invalid(
        "Invalid clause(s) in filter string: "
            + parts.stream().map(part -> "'" + part + "'").collect(Collectors.joining(", ")));
  }

  /** An entity that the search does not have. */
  default PlatformException unknownEntity(String entity, List<String> entities) {
    return invalid("Invalid entity type '" + entity + "'. Valid values are " + list(entities));
  }

  /** An attribute that the search, or its order, does not have. */
  default PlatformException unknownAttribute(String key, Collection<String> keys) {
    return invalid(
        "Invalid attribute key '" + key + "' specified. Valid keys are '" + set(keys) + "'");
  }

  /** A key that an entity with few keys does not have. */
  default PlatformException unknownKey(String entity, String key, Collection<String> keys) {
    return invalid(
        "Invalid " + entity + " key '" + key + "' specified. Valid keys are '" + set(keys) + "'");
  }

  /** A comparator that the field does not take. */
  default PlatformException badComparator(Field field, String comparator) {
    return badComparator(
        comparator, field.type().comparators().stream().map(Comparator::sql).toList());
  }

  /** The same where the comparators are named that might be. */
  static PlatformException badComparator(String comparator, Collection<String> valid) {
    return invalid("Invalid comparator '" + comparator + "' not one of '" + set(valid) + "'");
  }

  /** More than one statement. */
  default PlatformException severalStatements(String filter) {
    return invalid(
        "Search filter contained multiple expression "
            + repr(filter)
            + ". Provide AND-ed expression list.");
  }

  /** Whether a comparator that does not fit is told before a value that does not. */
  default boolean comparatorFirst() {
    return false;
  }

  /** {@code IS NULL} about something that is always there. */
  default PlatformException nullTest(Field field) {
    return invalid(
        "IS NULL / IS NOT NULL is only supported for tags and params, not for '"
            + field.entity()
            + "' '"
            + field.name()
            + "'");
  }

  /** A value of the wrong kind. */
  default PlatformException badValue(Field field, Literal value) {
    if (field.type().numeric()) {
      return invalid(
          field.is(Field.METRIC)
              ? "Expected numeric value type for metric. Found " + value.source()
              : "Expected numeric value type for numeric attribute: "
                  + field.name()
                  + ". Found "
                  + value.source());
    }
    if (value instanceof Literal.Bare && !value.source().equalsIgnoreCase("NULL")) {
      return invalid(
          "Parameter value is either not quoted or unidentified quote types used for string value "
              + value.source()
              + ". Use either single or double quotes.");
    }
    if (value instanceof Literal.Texts && field.is(Field.ATTRIBUTE)) {
      return invalid(
          "Only the 'run_id' attribute supports comparison with a list of quoted string values.");
    }
    return invalid(expectedText(field) + ". Got value " + value.source());
  }

  /** The beginning of what is said about a number where a text should be. */
  default String expectedText(Field field) {
    return switch (field.entity()) {
      case Field.ATTRIBUTE -> "Expected a quoted string value for attributes";
      case Field.DATASET -> "Expected a quoted string value for dataset attributes";
      default -> "Expected a quoted string value for " + field.entity() + " (e.g. 'my-value')";
    };
  }

  /** A key of an order that cannot be ordered by. */
  default PlatformException badOrderEntity(Field field) {
    return invalid("Invalid order_by entity: " + field.entity());
  }

  /** What every search says alike. */
  static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  /** {@code ['a', 'b']}, as Python prints a list. */
  static String list(Collection<String> values) {
    return values.stream().map(v -> "'" + v + "'").collect(Collectors.joining(", ", "[", "]"));
  }

  /** A text as Python shows it: in double quotes when it holds single ones. */
  static String repr(String value) {
    return value.indexOf('\'') >= 0 && value.indexOf('"') < 0
        ? '"' + value + '"'
        : "'" + value.replace("'", "\\'") + "'";
  }

  /** <code>{'a', 'b'}</code>, as Python prints a set, but sorted. */
  static String set(Collection<String> values) {
    return new TreeSet<>(values)
        .stream().map(v -> "'" + v + "'").collect(Collectors.joining(", ", "{", "}"));
  }
}
