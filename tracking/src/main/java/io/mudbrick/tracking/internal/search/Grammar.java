package io.mudbrick.tracking.internal.search;

import static io.mudbrick.tracking.internal.search.Comparator.EQUAL;
import static io.mudbrick.tracking.internal.search.Comparator.GREATER;
import static io.mudbrick.tracking.internal.search.Comparator.GREATER_OR_EQUAL;
import static io.mudbrick.tracking.internal.search.Comparator.ILIKE;
import static io.mudbrick.tracking.internal.search.Comparator.IN;
import static io.mudbrick.tracking.internal.search.Comparator.IS_NOT_NULL;
import static io.mudbrick.tracking.internal.search.Comparator.IS_NULL;
import static io.mudbrick.tracking.internal.search.Comparator.LESS;
import static io.mudbrick.tracking.internal.search.Comparator.LESS_OR_EQUAL;
import static io.mudbrick.tracking.internal.search.Comparator.LIKE;
import static io.mudbrick.tracking.internal.search.Comparator.NOT_EQUAL;
import static io.mudbrick.tracking.internal.search.Comparator.NOT_IN;

import io.mudbrick.tracking.TrackingErrors;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one search understands: its entities, its attributes and their comparisons. Immutable.
 *
 * @param entities names before the point, aliases included; attributes are absent here
 * @param attributeEntities names before the point that mean an attribute
 * @param shownEntities the entities as an error message lists them
 * @param attributes attributes by name and alias
 */
public record Grammar(
    Map<String, Field.Kind> entities,
    Set<String> attributeEntities,
    List<String> shownEntities,
    Map<String, Field> attributes) {
  private static final Set<Comparator> NUMERIC =
      EnumSet.of(GREATER, GREATER_OR_EQUAL, NOT_EQUAL, EQUAL, LESS, LESS_OR_EQUAL);
  private static final Set<Comparator> TEXTUAL = EnumSet.of(EQUAL, NOT_EQUAL, LIKE, ILIKE);
  private static final Set<Comparator> LISTED =
      EnumSet.of(EQUAL, NOT_EQUAL, LIKE, ILIKE, IN, NOT_IN);
  private static final Set<Comparator> KEYED =
      EnumSet.of(EQUAL, NOT_EQUAL, LIKE, ILIKE, IS_NULL, IS_NOT_NULL);
  private static final Set<String> DATASET_KEYS = Set.of("name", "digest", "context");

  public Grammar {
    entities = Map.copyOf(entities);
    attributeEntities = Set.copyOf(attributeEntities);
    shownEntities = List.copyOf(shownEntities);
    attributes = Map.copyOf(attributes);
  }

  /**
   * The conditions of a filter.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public List<Condition> filter(String filter) {
    return FilterParser.parse(filter).stream().map(this::condition).toList();
  }

  /** The keys of an order; params, tags and metrics count as far as the search has them. */
  public List<Ordering> order(List<String> clauses) {
    return OrderByParser.parse(clauses).stream()
        .map(key -> new Ordering(orderField(key.key()), key.ascending()))
        .toList();
  }

  /** What an order's key means. */
  public Field orderField(Identifier key) {
    if (isAttribute(key) && !attributes.containsKey(key.key())) {
      throw TrackingErrors.badSearch(
          "Invalid order_by key '" + key.key() + "' specified. Valid keys are " + attributeNames());
    }
    Field field = field(key);
    if (field.kind() == Field.Kind.DATASET) {
      throw TrackingErrors.badSearch("Invalid order_by entity `dataset`");
    }
    return field;
  }

  private Condition condition(Clause clause) {
    Field field = field(clause.left());
    Set<Comparator> allowed =
        switch (field.kind()) {
          case METRIC, NUMBER -> NUMERIC;
          case PARAM, TAG -> KEYED;
          case TEXT -> TEXTUAL;
          case LISTED_TEXT, DATASET -> LISTED;
        };
    checkValue(clause, field);
    if (!allowed.contains(clause.comparator())) {
      throw TrackingErrors.badSearch(
          "Invalid comparator '" + clause.comparator().sql() + "' not one of " + shown(allowed));
    }
    return new Condition(field, clause.comparator(), clause.right());
  }

  private static void checkValue(Clause clause, Field field) {
    Literal value = clause.right();
    switch (field.kind()) {
      case METRIC -> {
        if (!(value instanceof Literal.Numeric)) {
          throw TrackingErrors.badSearch(
              "Expected numeric value type for metric. Found " + value.source());
        }
      }
      case NUMBER -> {
        if (!(value instanceof Literal.Numeric)) {
          throw TrackingErrors.badSearch(
              "Expected numeric value type for numeric attribute: "
                  + field.name()
                  + ". Found "
                  + value.source());
        }
      }
      case PARAM, TAG -> {
        if (value instanceof Literal.Numeric) {
          throw TrackingErrors.badSearch(
              "Expected a quoted string value for "
                  + (field.kind() == Field.Kind.PARAM ? "parameter" : "tag")
                  + " (e.g. 'my-value'). Got value "
                  + value.source());
        }
      }
      case TEXT, LISTED_TEXT, DATASET -> {
        if (value instanceof Literal.Texts && field.kind() == Field.Kind.TEXT) {
          throw TrackingErrors.badSearch(
              "Only the 'run_id' attribute supports comparison with a list of quoted string"
                  + " values.");
        }
        if (value instanceof Literal.Numeric) {
          throw TrackingErrors.badSearch(
              "Expected a quoted string value for "
                  + (field.kind() == Field.Kind.DATASET ? "dataset" : "attributes")
                  + ". Got value "
                  + value.source());
        }
      }
    }
  }

  private boolean isAttribute(Identifier identifier) {
    return identifier.entity().isEmpty() || attributeEntities.contains(identifier.entity());
  }

  private Field field(Identifier identifier) {
    if (isAttribute(identifier)) {
      Field attribute = attributes.get(identifier.key());
      if (attribute == null) {
        throw TrackingErrors.badSearch(
            "Invalid attribute key '"
                + identifier.key()
                + "' specified. Valid keys are "
                + attributeNames());
      }
      return attribute;
    }
    Field.Kind kind = entities.get(identifier.entity());
    if (kind == null) {
      throw TrackingErrors.badSearch(
          "Invalid entity type '"
              + identifier.entity()
              + "'. Valid values are "
              + TrackingErrors.list(shownEntities));
    }
    if (kind == Field.Kind.DATASET && !DATASET_KEYS.contains(identifier.key())) {
      throw TrackingErrors.badSearch(
          "Invalid dataset key '"
              + identifier.key()
              + "' specified. Valid keys are "
              + TrackingErrors.list(new TreeSet<>(DATASET_KEYS)));
    }
    return new Field(kind, identifier.key());
  }

  private String attributeNames() {
    return TrackingErrors.list(
        attributes.values().stream()
            .map(Field::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String shown(Set<Comparator> comparators) {
    return TrackingErrors.list(comparators.stream().map(Comparator::sql).toList());
  }
}
