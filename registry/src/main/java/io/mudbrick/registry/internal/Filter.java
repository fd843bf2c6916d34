package io.mudbrick.registry.internal;

import io.mudbrick.registry.RegistryErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * MLflow's filter grammar for models and versions: comparisons joined by {@code AND}.
 *
 * @param clauses all of which have to hold
 */
record Filter(List<Clause> clauses) {
  private static final Set<String> STRING_OPERATORS = Set.of("=", "!=", "LIKE", "ILIKE");
  private static final Set<String> NUMBER_OPERATORS = Set.of("=", "!=", ">", ">=", "<", "<=");

  /**
   * A comparison.
   *
   * @param tag whether the key is a tag's, else it is an attribute's
   * @param values one, or those of an IN list
   */
  record Clause(boolean tag, String key, String operator, List<String> values) {
    String value() {
      return values.get(0);
    }
  }

  /** What attributes a search knows. */
  record Attributes(Set<String> strings, Set<String> numbers, Set<String> lists) {}

  static Filter parse(String text, Attributes attributes) {
    FilterTokens tokens = new FilterTokens(text);
    List<Clause> clauses = new ArrayList<>();
    while (!tokens.atEnd()) {
      if (!clauses.isEmpty()) {
        tokens.expectAnd();
      }
      clauses.add(clause(tokens, attributes));
    }
    return new Filter(List.copyOf(clauses));
  }

  private static Clause clause(FilterTokens tokens, Attributes attributes) {
    String entity = tokens.identifier();
    boolean dotted = tokens.skip('.');
    String key = dotted ? tokens.identifier() : entity;
    boolean tag = dotted && (entity.equalsIgnoreCase("tag") || entity.equalsIgnoreCase("tags"));
    if (dotted
        && !tag
        && !entity.equalsIgnoreCase("attribute")
        && !entity.equalsIgnoreCase("attributes")) {
      throw RegistryErrors.badFilter(
          "Invalid entity type '" + entity + "'. Valid values are ['attribute', 'tag']");
    }
    String operator = tokens.operator();
    if (tag) {
      check(operator, STRING_OPERATORS);
      return new Clause(true, key, operator, List.of(tokens.string(key)));
    }
    return attribute(tokens, attributes, key, operator);
  }

  private static Clause attribute(
      FilterTokens tokens, Attributes attributes, String key, String operator) {
    if (attributes.numbers().contains(key)) {
      check(operator, NUMBER_OPERATORS);
      return new Clause(false, key, operator, List.of(tokens.number(key)));
    }
    if (attributes.lists().contains(key) && operator.equals("IN")) {
      return new Clause(false, key, operator, tokens.list(key));
    }
    if (!attributes.strings().contains(key)) {
      throw RegistryErrors.badFilter(
          "Invalid attribute key '" + key + "' specified. Valid keys are " + valid(attributes));
    }
    check(operator, STRING_OPERATORS);
    return new Clause(false, key, operator, List.of(tokens.string(key)));
  }

  private static void check(String operator, Set<String> allowed) {
    if (!allowed.contains(operator)) {
      throw RegistryErrors.badFilter(
          "Invalid comparator '" + operator + "' not one of " + allowed.stream().sorted().toList());
    }
  }

  private static String valid(Attributes attributes) {
    List<String> keys = new ArrayList<>(attributes.strings());
    keys.addAll(attributes.numbers());
    return keys.stream().sorted().toList().toString();
  }

  /** The value that an attribute has to equal, if the filter says so. */
  Optional<String> equal(String attribute) {
    return clauses.stream()
        .filter(c -> !c.tag() && c.key().equals(attribute) && c.operator().equals("="))
        .map(Clause::value)
        .findFirst();
  }

  boolean mentionsTag(String key) {
    return clauses.stream().anyMatch(c -> c.tag() && c.key().equals(key));
  }

  /** Whether a text fits a comparison of texts. */
  static boolean matches(Clause clause, String actual) {
    return switch (clause.operator()) {
      case "=" -> actual.equals(clause.value());
      case "!=" -> !actual.equals(clause.value());
      case "LIKE" -> Like.matches(clause.value(), actual);
      case "ILIKE" ->
          Like.matches(clause.value().toLowerCase(Locale.ROOT), actual.toLowerCase(Locale.ROOT));
      case "IN" -> clause.values().contains(actual);
      default -> throw new IllegalStateException(clause.operator());
    };
  }

  /** Whether a number fits a comparison of numbers. */
  static boolean matches(Clause clause, long actual) {
    int order = Double.compare((double) actual, Double.parseDouble(clause.value()));
    return switch (clause.operator()) {
      case "=" -> order == 0;
      case "!=" -> order != 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      default -> throw new IllegalStateException(clause.operator());
    };
  }
}
