package io.mudbrick.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column mask or row filter for every table below a securable whose tags, or whose columns' tags,
 * fit: what {@code CREATE POLICY} makes. Immutable.
 *
 * <pre>{@code
 * AccessPolicy.mask("hide_pii", "crm.sales.mask_email")
 *     .match("has_tag_value('pii', 'email')", "c")
 *     .onColumn("c")
 *     .to("account users")
 *     .except("support")
 *     .build();
 * }</pre>
 *
 * @param function the full name of the function that masks or filters
 * @param to for whom it holds, groups in groups included
 * @param except for whom it does not
 * @param when over the tags of the table and what it lies in: {@code has_tag('k')}, {@code
 *     has_tag_value('k', 'v')}, AND, OR, NOT; none is always
 * @param match columns by their tags; it holds only for tables where each finds one
 * @param onColumn the alias of the columns that are masked; none of a filter
 * @param using what the function takes, of a mask behind the column itself
 */
public record AccessPolicy(
    String name,
    Kind kind,
    String function,
    List<String> to,
    List<String> except,
    @Nullable String when,
    List<Match> match,
    @Nullable String onColumn,
    List<Argument> using,
    @Nullable String comment) {

  /** What a policy does. */
  public enum Kind {
    COLUMN_MASK,
    ROW_FILTER
  }

  /** The columns for which a condition over their tags is true, under another name. */
  public record Match(String condition, String alias) {}

  /** One of the two: the alias of a column, or a literal such as {@code 'EU'} or {@code 3}. */
  public record Argument(@Nullable String alias, @Nullable String constant) {}

  public AccessPolicy {
    to = List.copyOf(to);
    except = List.copyOf(except);
    match = List.copyOf(match);
    using = List.copyOf(using);
  }

  /** A policy that masks columns. */
  public static Builder mask(String name, String function) {
    return new Builder(name, Kind.COLUMN_MASK, function);
  }

  /** A policy that hides rows. */
  public static Builder filter(String name, String function) {
    return new Builder(name, Kind.ROW_FILTER, function);
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final Kind kind;
    private final String function;
    private final List<String> to = new ArrayList<>();
    private final List<String> except = new ArrayList<>();
    private final List<Match> match = new ArrayList<>();
    private final List<Argument> using = new ArrayList<>();
    private @Nullable String when;
    private @Nullable String onColumn;
    private @Nullable String comment;

    private Builder(String name, Kind kind, String function) {
      this.name = name;
      this.kind = kind;
      this.function = function;
    }

    public Builder to(String... principals) {
      to.addAll(List.of(principals));
      return this;
    }

    public Builder except(String... principals) {
      except.addAll(List.of(principals));
      return this;
    }

    public Builder when(@Nullable String condition) {
      when = condition;
      return this;
    }

    public Builder match(String condition, String alias) {
      match.add(new Match(condition, alias));
      return this;
    }

    public Builder onColumn(@Nullable String alias) {
      onColumn = alias;
      return this;
    }

    public Builder using(String alias) {
      using.add(new Argument(alias, null));
      return this;
    }

    public Builder usingConstant(String literal) {
      using.add(new Argument(null, literal));
      return this;
    }

    public Builder comment(@Nullable String text) {
      comment = text;
      return this;
    }

    public AccessPolicy build() {
      return new AccessPolicy(
          name, kind, function, to, except, when, match, onColumn, using, comment);
    }
  }
}
