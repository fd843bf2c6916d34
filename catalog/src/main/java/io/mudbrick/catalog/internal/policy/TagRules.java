package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.AccessPolicy;
import io.mudbrick.catalog.PolicyErrors;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.definition.TagRule;
import io.mudbrick.catalog.internal.jdbc.TagRuleStore.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Decides what policies by tags bring to a table and a reader. */
public final class TagRules {
  private static final int MOST_MATCHES = 3;

  private TagRules() {}

  /**
   * The tags of a table.
   *
   * @param table its own, and those that it has from its schema and catalog
   * @param columns by the column's name
   */
  public record Tagged(Map<String, String> table, Map<String, Map<String, String>> columns) {}

  /**
   * @param reader the ids of the principal and its groups
   */
  public static List<Hiding> holding(
      List<Stored> rules, Set<String> reader, Tagged tags, Schema schema) {
    List<Hiding> found = new ArrayList<>();
    for (Stored stored : rules) {
      TagRule rule = stored.rule();
      boolean meant =
          rule.to().stream().anyMatch(reader::contains)
              && rule.except().stream().noneMatch(reader::contains);
      if (meant
          && (rule.whenCondition() == null
              || TagCondition.test(rule.whenCondition(), tags.table()))) {
        found.addAll(hidings(stored, matches(rule, tags, schema)));
      }
    }
    return found;
  }

  /** The columns that each alias stands for. */
  private static Map<String, List<String>> matches(TagRule rule, Tagged tags, Schema schema) {
    Map<String, List<String>> found = new HashMap<>();
    for (TagRule.Match match : rule.match()) {
      List<String> columns =
          schema.columns().stream()
              .map(Column::name)
              .filter(
                  name ->
                      TagCondition.test(
                          match.condition(), tags.columns().getOrDefault(name, Map.of())))
              .toList();
      found.put(key(match.alias()), columns);
    }
    return found;
  }

  private static List<Hiding> hidings(Stored stored, Map<String, List<String>> matches) {
    TagRule rule = stored.rule();
    if (matches.values().stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    List<Hiding.Argument> arguments =
        rule.using().stream().map(argument -> argument(rule, argument, matches)).toList();
    if (rule.isRowFilter()) {
      return List.of(new Hiding(null, stored.functionId(), rule.function(), arguments));
    }
    return matches.getOrDefault(key(String.valueOf(rule.onColumn())), List.of()).stream()
        .map(column -> new Hiding(column, stored.functionId(), rule.function(), arguments))
        .toList();
  }

  private static Hiding.Argument argument(
      TagRule rule, TagRule.Argument argument, Map<String, List<String>> matches) {
    String alias = argument.alias();
    if (alias == null) {
      return new Hiding.Argument(null, argument.constant());
    }
    List<String> columns = matches.getOrDefault(key(alias), List.of());
    if (columns.size() != 1) {
      throw PolicyErrors.ambiguousColumn(rule.name(), alias);
    }
    return new Hiding.Argument(columns.get(0), null);
  }

  /** Refuses a policy that can never be applied. */
  public static void check(AccessPolicy policy) {
    if (policy.to().isEmpty()) {
      throw PolicyErrors.badPolicy("A policy needs to_principals.");
    }
    if (policy.when() != null) {
      TagCondition.test(policy.when(), Map.of());
    }
    if (policy.match().size() > MOST_MATCHES) {
      throw PolicyErrors.badPolicy("A policy has at most " + MOST_MATCHES + " match_columns.");
    }
    Set<String> aliases = new HashSet<>();
    for (AccessPolicy.Match match : policy.match()) {
      TagCondition.test(match.condition(), Map.of());
      if (match.alias().isBlank() || !aliases.add(key(match.alias()))) {
        throw PolicyErrors.badPolicy("The aliases of match_columns need to be distinct.");
      }
    }
    boolean mask = policy.kind() == AccessPolicy.Kind.COLUMN_MASK;
    if (mask != (policy.onColumn() != null)) {
      throw PolicyErrors.badPolicy("A column mask needs on_column, and a row filter has none.");
    }
    if (policy.onColumn() != null) {
      requireAlias(aliases, policy.onColumn());
    }
    for (AccessPolicy.Argument argument : policy.using()) {
      if ((argument.alias() == null) == (argument.constant() == null)) {
        throw PolicyErrors.badPolicy("An argument is either an alias or a constant.");
      }
      if (argument.alias() != null) {
        requireAlias(aliases, argument.alias());
      } else {
        Applied.constant(String.valueOf(argument.constant()));
      }
    }
  }

  private static void requireAlias(Set<String> aliases, String alias) {
    if (!aliases.contains(key(alias))) {
      throw PolicyErrors.badPolicy("No match_columns have the alias '" + alias + "'.");
    }
  }

  private static String key(String alias) {
    return alias.toLowerCase(Locale.ROOT);
  }
}
