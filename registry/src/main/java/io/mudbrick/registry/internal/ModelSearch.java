package io.mudbrick.registry.internal;

import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.Ordering;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches for models. Names are looked through in memory and in their order, so that a page costs
 * what is on it; a filter by a tag begins with those that carry it. An order by time needs all.
 */
final class ModelSearch {
  /** As many as are looked at together: their tags are read in one statement. */
  private static final int MOST_AT_ONCE = 1000;

  private static final int FEWEST_AT_ONCE = 100;

  private final Candidates candidates;
  private final ModelAccess access;
  private final Models models;

  ModelSearch(Candidates candidates, ModelAccess access, Models models) {
    this.candidates = candidates;
    this.access = access;
    this.models = models;
  }

  Page<RegisteredModel> page(Search search) {
    Filter filter = Filter.parse(Filter.MODELS, search.filter());
    List<Ordering> keys = Filter.MODELS.order(search.orderBy());
    java.util.Comparator<RegisteredModel> order =
        io.mudbrick.registry.internal.Ordering.models(search.orderBy());
    boolean byName = keys.isEmpty() || keys.get(0).field().name().equals("name");
    boolean backwards = !keys.isEmpty() && !keys.get(0).ascending();
    return Paging.page(
        search,
        100,
        1000,
        (most, from) ->
            byName ? named(filter, backwards, most, from) : sorted(filter, order, most, from));
  }

  private List<RegisteredModel> named(Filter filter, boolean backwards, int most, int from) {
    Iterator<SecurableName> names = names(filter, backwards).iterator();
    List<SecurableName> found = new ArrayList<>();
    long wanted = (long) from + most;
    while (names.hasNext() && found.size() < wanted) {
      long missing = wanted - found.size();
      int size = (int) Math.max(FEWEST_AT_ONCE, Math.min(MOST_AT_ONCE, missing));
      List<SecurableName> some = new ArrayList<>(size);
      while (names.hasNext() && some.size() < size) {
        some.add(names.next());
      }
      found.addAll(fitting(filter, some));
    }
    return models.assemble(page(found, most, from));
  }

  private List<RegisteredModel> sorted(
      Filter filter, java.util.Comparator<RegisteredModel> order, int most, int from) {
    List<SecurableName> all = fitting(filter, names(filter, false).toList());
    List<RegisteredModel> bare = new ArrayList<>(models.assembleBare(all));
    bare.sort(order);
    Map<String, SecurableName> byId = new java.util.HashMap<>();
    all.forEach(name -> byId.put(name.id(), name));
    return models.assemble(
        page(bare, most, from).stream()
            .map(model -> Optional.ofNullable(byId.get(model.id())).orElseThrow())
            .toList());
  }

  private static <T> List<T> page(List<T> found, int most, int from) {
    int start = Math.min(from, found.size());
    return found.subList(start, (int) Math.min(found.size(), (long) start + most));
  }

  /** In their order, those whose names fit; also by one of the tags, if the filter has any. */
  private Stream<SecurableName> names(Filter filter, boolean backwards) {
    List<SecurableName> few = candidates.few(filter, tagged(filter));
    Stream<SecurableName> names =
        few == null
            ? access.catalog().securables().names(SecurableType.REGISTERED_MODEL)
            : few.stream();
    if (backwards) {
      List<SecurableName> all = new ArrayList<>(names.toList());
      Collections.reverse(all);
      names = all.stream();
    }
    return names.filter(name -> Candidates.nameFits(filter, name.fullName()));
  }

  private @Nullable Set<String> tagged(Filter filter) {
    for (Condition condition : filter.conditions()) {
      boolean absentFits =
          condition.comparator() == Comparator.NOT_EQUAL
              && condition.field().name().equals(Candidates.PROMPT_TAG);
      if (condition.field().is(Field.TAG) && !absentFits) {
        return access
            .catalog()
            .tags()
            .carriers(SecurableType.REGISTERED_MODEL, condition.field().name(), condition::fits);
      }
    }
    return null;
  }

  /** Those whose tags fit; prompts only if they are asked for. */
  private List<SecurableName> fitting(Filter filter, List<SecurableName> some) {
    Map<String, Map<String, String>> tags =
        access.catalog().tags().ofAll(some.stream().map(SecurableName::id).toList());
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
