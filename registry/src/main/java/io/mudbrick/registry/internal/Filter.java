package io.mudbrick.registry.internal;

import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.FieldType;
import io.mudbrick.platform.search.Grammar;
import io.mudbrick.platform.search.Wordings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter for models or versions, of which little but the names is in one table, so that it is
 * asked about each in memory.
 *
 * @param conditions all of which have to hold
 */
record Filter(List<Condition> conditions) {

  /** What a search for registered models understands. */
  static final Grammar MODELS =
      Grammar.in(Wordings.REGISTRY)
          .attributes()
          .entity(Field.TAG, FieldType.TEXT, "tags")
          .unordered(Field.TAG)
          .text("name")
          .orderedBy("timestamp", "creation_timestamp", "last_updated_timestamp")
          .build();

  /** What a search for model versions understands. */
  static final Grammar VERSIONS =
      Grammar.in(Wordings.REGISTRY)
          .attributes()
          .entity(Field.TAG, FieldType.TEXT, "tags")
          .unordered(Field.TAG)
          .text("name")
          .number("version_number")
          .attribute(
              new Field(Field.ATTRIBUTE, "run_id", FieldType.TEXT.and(Comparator.IN)),
              List.of("run_id"))
          .text("source_path")
          .notOrderedBy("run_id", "source_path")
          .orderedBy("creation_timestamp", "last_updated_timestamp")
          .build();

  Filter {
    conditions = List.copyOf(conditions);
  }

  static Filter parse(Grammar grammar, @Nullable String text) {
    return new Filter(grammar.filter(text));
  }

  /** The value that an attribute has to equal, if the filter says so. */
  Optional<String> equal(String attribute) {
    return conditions.stream()
        .filter(c -> is(c, Field.ATTRIBUTE, attribute) && c.comparator() == Comparator.EQUAL)
        .map(Condition::text)
        .findFirst();
  }

  boolean mentionsTag(String key) {
    return conditions.stream().anyMatch(c -> is(c, Field.TAG, key));
  }

  private static boolean is(Condition condition, String entity, String name) {
    return condition.field().is(entity) && condition.field().name().equals(name);
  }
}
