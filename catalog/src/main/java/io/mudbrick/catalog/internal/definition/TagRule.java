package io.mudbrick.catalog.internal.definition;

import io.mudbrick.catalog.AccessPolicy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A policy as the store keeps it: people by their ids, since names change. */
public record TagRule(
    String name,
    String kind,
    String function,
    List<String> to,
    List<String> except,
    @Nullable String whenCondition,
    List<Match> match,
    @Nullable String onColumn,
    List<Argument> using,
    @Nullable String comment) {

  /** As in {@link AccessPolicy.Match}. */
  public record Match(String condition, String alias) {}

  /** As in {@link AccessPolicy.Argument}. */
  public record Argument(@Nullable String alias, @Nullable String constant) {}

  /**
   * @param ids a principal's id by its name
   */
  public static TagRule of(AccessPolicy policy, UnaryOperator<String> ids) {
    return new TagRule(
        policy.name(),
        policy.kind().name(),
        policy.function(),
        policy.to().stream().map(ids).toList(),
        policy.except().stream().map(ids).toList(),
        policy.when(),
        policy.match().stream().map(m -> new Match(m.condition(), m.alias())).toList(),
        policy.onColumn(),
        policy.using().stream().map(a -> new Argument(a.alias(), a.constant())).toList(),
        policy.comment());
  }

  /**
   * @param names a principal's name by its id
   * @param functionName as it is called now
   */
  public AccessPolicy policy(UnaryOperator<String> names, String functionName) {
    return new AccessPolicy(
        name,
        AccessPolicy.Kind.valueOf(kind),
        functionName,
        to.stream().map(names).toList(),
        except.stream().map(names).toList(),
        whenCondition,
        match.stream().map(m -> new AccessPolicy.Match(m.condition(), m.alias())).toList(),
        onColumn,
        using.stream().map(a -> new AccessPolicy.Argument(a.alias(), a.constant())).toList(),
        comment);
  }

  public boolean isRowFilter() {
    return kind.equals(AccessPolicy.Kind.ROW_FILTER.name());
  }
}
