package io.mudbrick.platform.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one search understands: its entities, its attributes and how they compare. Made once for
 * each search with {@link #in}; immutable.
 *
 * <pre>{@code
 * Grammar.in(Wordings.EXPERIMENTS)
 *     .attributes("attributes").text("name").number("creation_time").orderedBy("experiment_id")
 *     .entity(Field.TAG, FieldType.KEYED_TEXT, "tags")
 *     .build()
 * }</pre>
 */
public final class Grammar {
  /** Twice what a tag's value may have; SQLite takes 50,000 bytes. */
  private static final int LONGEST_PATTERN = 16_000;

  private final Wording wording;
  private final List<String> entities;
  private final Map<String, Function<String, Field>> meanings;
  private final Map<String, Field> attributes;
  private final Set<String> unordered;
  private final Map<String, Field> orders;

  private Grammar(Builder builder) {
    wording = builder.wording;
    entities = List.copyOf(builder.entities);
    meanings = Map.copyOf(builder.meanings);
    attributes = Map.copyOf(builder.attributes);
    unordered = Set.copyOf(builder.unordered);
    orders = Map.copyOf(builder.orders);
  }

  /** Begins a grammar that refuses in these words. */
  public static Builder in(Wording wording) {
    return new Builder(wording);
  }

  /**
   * The conditions of a filter, all of which have to hold; none for a blank one.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public List<Condition> filter(@Nullable String filter) {
    return filter == null || filter.isBlank()
        ? List.of()
        : FilterParser.parse(filter, wording).stream().map(this::condition).toList();
  }

  /**
   * The keys of an order, such as {@code metrics.auc DESC}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}, also for a key
   *     that comes twice
   */
  public List<Ordering> order(List<String> clauses) {
    List<Ordering> order = new ArrayList<>();
    Set<Field> seen = new HashSet<>();
    for (String clause : clauses) {
      OrderKey key = FilterParser.orderKey(clause);
      Field field = field(key.key(), true);
      if (unordered.contains(field.entity())) {
        throw wording.badOrderEntity(field);
      }
      if (!seen.add(field)) {
        throw Wording.invalid("`order_by` contains duplicate fields: " + Wording.list(clauses));
      }
      order.add(new Ordering(field, key.ascending()));
    }
    return order;
  }

  private Condition condition(Clause clause) {
    Field field = field(clause.left(), false);
    Comparator comparator = clause.comparator();
    boolean allowed = comparator != null && field.type().comparators().contains(comparator);
    if (comparator != null && comparator.isNullTest() && !allowed) {
      throw wording.nullTest(field);
    }
    if (!allowed && wording.comparatorFirst()) {
      throw wording.badComparator(field, clause.operator());
    }
    Literal value = clause.right();
    boolean fits =
        value instanceof Literal.None
            || (field.type().numeric()
                ? value instanceof Literal.Numeric
                : value instanceof Literal.Text || value instanceof Literal.Texts);
    boolean list = value instanceof Literal.Texts;
    if (!fits || (list && !field.type().comparators().contains(Comparator.IN))) {
      throw wording.badValue(field, value);
    }
    if (comparator == null || !allowed || comparator.isList() != list) {
      throw wording.badComparator(field, clause.operator());
    }
    if (value instanceof Literal.Text text && comparator != Comparator.EQUAL) {
      bounded(text);
    }
    return new Condition(field, comparator, value);
  }

  private static void bounded(Literal.Text pattern) {
    if (pattern.value().length() > LONGEST_PATTERN) {
      throw Wording.invalid(
          "A pattern may have "
              + LONGEST_PATTERN
              + " characters at most. Got "
              + pattern.value().length());
    }
  }

  private Field field(Identifier identifier, boolean toOrder) {
    String entity = identifier.entity().isEmpty() ? Field.ATTRIBUTE : identifier.entity();
    Function<String, Field> meaning = meanings.get(entity);
    if (meaning == null) {
      throw wording.unknownEntity(entity, entities);
    }
    Field marker = meaning.apply(identifier.key());
    if (!marker.type().equals(ANY)) {
      return marker;
    }
    Map<String, Field> known = toOrder ? orders : attributes;
    Field attribute = known.get(identifier.key());
    if (attribute == null) {
      throw wording.unknownAttribute(identifier.key(), known.keySet());
    }
    return attribute;
  }

  /** Stands for an attribute that has still to be looked up. */
  private static final FieldType ANY = new FieldType(false, List.of());

  /** Gathers a grammar. Entities are listed in messages in the order of their declaration. */
  public static final class Builder {
    private final Wording wording;
    private final List<String> entities = new ArrayList<>();
    private final Map<String, Function<String, Field>> meanings = new LinkedHashMap<>();
    private final Map<String, Field> attributes = new LinkedHashMap<>();
    private final Set<String> unordered = new HashSet<>();
    private final Map<String, Field> orders = new LinkedHashMap<>();

    private Builder(Wording wording) {
      this.wording = wording;
    }

    /** Declares that there are attributes, and what else their entity may be called. */
    public Builder attributes(String... aliases) {
      return resolved(Field.ATTRIBUTE, key -> new Field(Field.ATTRIBUTE, key, ANY), aliases);
    }

    /** Declares an entity with any keys, all of one type. */
    public Builder entity(String entity, FieldType type, String... aliases) {
      return resolved(entity, key -> new Field(entity, key, type), aliases);
    }

    /** Declares an entity that has these keys only and that nothing is ordered by. */
    public Builder keyed(String entity, FieldType type, Set<String> keys, String... aliases) {
      unordered.add(entity);
      return resolved(
          entity,
          key -> {
            if (!keys.contains(key)) {
              throw wording.unknownKey(entity, key, keys);
            }
            return new Field(entity, key, type);
          },
          aliases);
    }

    /** Declares an entity whose keys mean what the function says; it throws for unknown ones. */
    public Builder resolved(String entity, Function<String, Field> meaning, String... aliases) {
      entities.add(entity);
      meanings.put(entity, meaning);
      for (String alias : aliases) {
        meanings.put(alias, meaning);
      }
      return this;
    }

    /** Says that nothing is ordered by this entity. */
    public Builder unordered(String entity) {
      unordered.add(entity);
      return this;
    }

    /** An attribute that is text. */
    public Builder text(String name, String... aliases) {
      return attribute(new Field(Field.ATTRIBUTE, name, FieldType.TEXT), with(name, aliases));
    }

    /** An attribute that is text and takes lists. */
    public Builder listed(String name, String... aliases) {
      return attribute(
          new Field(Field.ATTRIBUTE, name, FieldType.LISTED_TEXT), with(name, aliases));
    }

    /** An attribute that is a number. */
    public Builder number(String name, String... aliases) {
      return attribute(new Field(Field.ATTRIBUTE, name, FieldType.NUMBER), with(name, aliases));
    }

    /**
     * An attribute under each of its names that stands for any field, for instance for a tag; it
     * can be ordered by, too.
     */
    public Builder attribute(Field meaning, List<String> names) {
      for (String name : names) {
        attributes.put(name, meaning);
        orders.put(name, meaning);
      }
      return this;
    }

    /** An attribute that can be ordered by, but not asked for. */
    public Builder orderedBy(String... names) {
      for (String name : names) {
        orders.put(name, new Field(Field.ATTRIBUTE, name, FieldType.NUMBER));
      }
      return this;
    }

    /** Takes attributes out of those that can be ordered by. */
    public Builder notOrderedBy(String... names) {
      for (String name : names) {
        orders.remove(name);
      }
      return this;
    }

    public Grammar build() {
      return new Grammar(this);
    }

    private static List<String> with(String name, String... aliases) {
      List<String> names = new ArrayList<>(List.of(name));
      names.addAll(List.of(aliases));
      return names;
    }
  }
}
