package io.mudbrick.registry.internal;

import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Tags;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.internal.Ordering.ModelAge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches for models. Names are looked through in memory and in their order, so that a page costs
 * what is on it; a filter by a tag begins with those that carry it. For an order by time, the times
 * of all are looked at.
 */
final class ModelSearch {
  /** As many as are looked at together: their tags are read in one statement. */
  private static final int MOST_AT_ONCE = 1000;

  private static final int FEWEST_AT_ONCE = 100;

  private final Room room;
  private final Caller caller;
  private final Candidates candidates;
  private final ModelAccess access;
  private final Models models;

  ModelSearch(Room room, Caller caller, Candidates candidates, ModelAccess access, Models models) {
    this.room = room;
    this.caller = caller;
    this.candidates = candidates;
    this.access = access;
    this.models = models;
  }

  Page<RegisteredModel> page(Search search) {
    Filter filter = Filter.parse(Filter.MODELS, search.filter());
    java.util.Comparator<ModelAge> order = Ordering.models(search.orderBy());
    boolean usual = search.orderBy().isEmpty();
    return Paging.page(
        search,
        100,
        1000,
        (most, from) ->
            page(filter, usual ? names(filter) : sorted(names(filter), order), most, from));
  }

  private List<RegisteredModel> page(
      Filter filter, Stream<SecurableName> inOrder, int most, int from) {
    Iterator<SecurableName> names = inOrder.iterator();
    List<SecurableName> found = new ArrayList<>();
    Map<String, Map<String, String>> tags = new HashMap<>();
    long wanted = (long) from + most;
    while (names.hasNext() && found.size() < wanted) {
      long missing = wanted - found.size();
      int size = (int) Math.max(FEWEST_AT_ONCE, Math.min(MOST_AT_ONCE, missing));
      List<SecurableName> some = new ArrayList<>(size);
      while (names.hasNext() && some.size() < size) {
        some.add(names.next());
      }
      found.addAll(fitting(filter, some, tags));
    }
    int start = Math.min(from, found.size());
    int end = (int) Math.min(found.size(), wanted);
    return models.assemble(found.subList(start, end), tags);
  }

  private Stream<SecurableName> sorted(
      Stream<SecurableName> names, java.util.Comparator<ModelAge> order) {
    Map<String, Instant> changed =
        room.database().read(tx -> room.models().changedAt(tx, caller.metastoreId()));
    return names
        .map(
            name -> {
              Instant own = changed.getOrDefault(name.id(), name.updatedAt());
              return new ModelAge(name, own.isAfter(name.updatedAt()) ? own : name.updatedAt());
            })
        .sorted(order)
        .map(ModelAge::name);
  }

  /** By name, those whose names fit; also by one of the tags, if the filter has any. */
  private Stream<SecurableName> names(Filter filter) {
    List<SecurableName> few = candidates.few(filter, tagged(filter));
    return few == null
        ? access
            .catalog()
            .securables()
            .names(
                SecurableType.REGISTERED_MODEL,
                name -> Candidates.nameFits(filter, name.fullName()))
        : few.stream().filter(name -> Candidates.nameFits(filter, name.fullName()));
  }

  private @Nullable Set<String> tagged(Filter filter) {
    for (Condition condition : filter.conditions()) {
      boolean absentFits =
          condition.comparator() == Comparator.NOT_EQUAL
              && condition.field().name().equals(Candidates.PROMPT_TAG);
      if (condition.field().is(Field.TAG) && !absentFits) {
        Tags tags = access.catalog().tags();
        String key = condition.field().name();
        return condition.comparator() == Comparator.EQUAL
            ? tags.carriers(SecurableType.REGISTERED_MODEL, key, condition.text())
            : tags.carriers(SecurableType.REGISTERED_MODEL, key, condition::fits);
      }
    }
    return null;
  }

  /** Those whose tags fit; prompts only if they are asked for. */
  private List<SecurableName> fitting(
      Filter filter, List<SecurableName> some, Map<String, Map<String, String>> tags) {
    tags.putAll(access.catalog().tags().ofAll(some.stream().map(SecurableName::id).toList()));
    boolean prompts = filter.mentionsTag(Candidates.PROMPT_TAG);
    return some.stream()
        .filter(
            name -> {
              Map<String, String> its = tags.getOrDefault(name.id(), Map.of());
              return (prompts || !"true".equals(its.get(Candidates.PROMPT_TAG)))
                  && Candidates.tagsFit(filter, its);
            })
        .toList();
  }
}
