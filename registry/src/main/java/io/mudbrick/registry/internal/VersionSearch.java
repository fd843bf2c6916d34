package io.mudbrick.registry.internal;

import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.Ordering;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.internal.jdbc.TagStore.TagValue;
import io.mudbrick.registry.internal.jdbc.VersionKey;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import io.mudbrick.registry.internal.jdbc.VersionStore.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches for versions. A filter that leaves few is answered from those; else versions are gone
 * through by time, until a page is full. Only other orders of everything need everything.
 */
final class VersionSearch {
  /** Up to so many are collected and sorted; there are ways to begin with fewer than all. */
  private static final int FEW = 2000;

  private static final int FEW_MODELS = 200;
  private static final int FEWEST_AT_ONCE = 200;

  private final Room room;
  private final Caller caller;
  private final Candidates candidates;
  private final Versions versions;

  VersionSearch(Room room, Caller caller, Candidates candidates, Versions versions) {
    this.room = room;
    this.caller = caller;
    this.candidates = candidates;
    this.versions = versions;
  }

  Page<ModelVersion> page(Search search) {
    Filter filter = Filter.parse(Filter.VERSIONS, search.filter());
    java.util.Comparator<ModelVersion> order =
        io.mudbrick.registry.internal.Ordering.versions(search.orderBy());
    List<Ordering> keys = Filter.VERSIONS.order(search.orderBy());
    Names names = new Names();
    return Paging.page(
        search,
        10_000,
        200_000,
        (most, from) -> {
          List<VersionRow> few = few(filter, names);
          Time time = time(keys);
          List<VersionRow> found =
              few == null && time != null
                  ? first(filter, names, time, (long) from + most)
                  : fitting(filter, names, few == null ? all() : few);
          List<Sorted> sorted = new ArrayList<>(found.size());
          found.forEach(row -> sorted.add(new Sorted(Versions.bare(names.of(row), row), row)));
          sorted.sort(java.util.Comparator.comparing(Sorted::bare, order));
          int start = Math.min(from, sorted.size());
          int end = (int) Math.min(sorted.size(), (long) start + most);
          return versions.furnish(
              sorted.subList(start, end).stream().map(Sorted::row).toList(), names::of);
        });
  }

  private record Sorted(ModelVersion bare, VersionRow row) {}

  /** The names of models that the caller may see, looked up once. */
  private final class Names {
    private final Map<String, Optional<String>> known = new HashMap<>();

    Optional<String> find(String modelId) {
      return known.computeIfAbsent(
          modelId,
          id -> candidates.access().catalog().securables().nameOf(id).map(SecurableRef::fullName));
    }

    void add(SecurableName name) {
      known.put(name.id(), Optional.of(name.fullName()));
    }

    String of(VersionRow row) {
      return find(row.modelId()).orElseThrow();
    }
  }

  /** The rows to look at when the filter leaves few; null when it does not. */
  private @Nullable List<VersionRow> few(Filter filter, Names names) {
    List<SecurableName> one = candidates.few(filter, null);
    Optional<String> run = filter.equal("run_id");
    if (run.isPresent()) {
      return room.database().read(tx -> room.versions().ofRun(tx, caller.metastoreId(), run.get()));
    }
    List<SecurableName> models = one == null ? alike(filter) : one;
    if (models != null) {
      models.forEach(names::add);
      return ofModels(models);
    }
    for (Condition condition : filter.conditions()) {
      if (condition.field().is(Field.TAG) && condition.comparator() == Comparator.EQUAL) {
        List<VersionKey> tagged =
            room.database().read(tx -> room.tags().versionsWith(tx, value(condition), FEW + 1));
        if (tagged.size() <= FEW) {
          return room.database().read(tx -> room.versions().of(tx, caller.metastoreId(), tagged));
        }
      }
    }
    return null;
  }

  private List<VersionRow> ofModels(List<SecurableName> models) {
    return room.database()
        .read(
            tx -> {
              List<VersionRow> rows = new ArrayList<>();
              models.forEach(model -> rows.addAll(room.versions().ofModel(tx, model.id())));
              return rows;
            });
  }

  /** The models that a LIKE on the name leaves, if they are few. */
  private @Nullable List<SecurableName> alike(Filter filter) {
    boolean positive =
        filter.conditions().stream()
            .anyMatch(
                condition ->
                    Candidates.isName(condition) && condition.comparator() != Comparator.NOT_EQUAL);
    if (!positive) {
      return null;
    }
    List<SecurableName> found =
        candidates
            .access()
            .catalog()
            .securables()
            .names(
                SecurableType.REGISTERED_MODEL,
                name -> Candidates.nameFits(filter, name.fullName()))
            .limit(FEW_MODELS + 1)
            .toList();
    return found.size() <= FEW_MODELS ? found : null;
  }

  private static TagValue value(Condition condition) {
    return new TagValue(condition.field().name(), condition.text());
  }

  private List<VersionRow> all() {
    return room.database().read(tx -> room.versions().ofMetastore(tx, caller.metastoreId()));
  }

  /** The time by which everything is sorted first, if it is one. */
  private static @Nullable Time time(List<Ordering> keys) {
    if (keys.isEmpty()) {
      return Time.UPDATED;
    }
    if (keys.get(0).ascending()) {
      return null;
    }
    return switch (keys.get(0).field().name()) {
      case "last_updated_timestamp" -> Time.UPDATED;
      case "creation_timestamp" -> Time.CREATED;
      default -> null;
    };
  }

  /**
   * The newest that fit: as many as are wanted, and those that are as old as the last of them,
   * whose order something else decides.
   */
  private List<VersionRow> first(Filter filter, Names names, Time time, long wanted) {
    List<TagValue> tags =
        filter.conditions().stream()
            .filter(each -> each.field().is(Field.TAG))
            .filter(each -> each.comparator() == Comparator.EQUAL)
            .map(VersionSearch::value)
            .toList();
    List<VersionRow> found = new ArrayList<>();
    Instant from = Instant.ofEpochMilli(Long.MAX_VALUE);
    int size = (int) Math.max(FEWEST_AT_ONCE, Math.min(wanted + 1, 100_000));
    while (true) {
      Instant bound = from;
      int most = size;
      List<VersionRow> some =
          room.database()
              .read(
                  tx -> room.versions().newest(tx, caller.metastoreId(), time, bound, tags, most));
      if (some.size() < most) {
        found.addAll(fitting(filter, names, some));
        return found;
      }
      Instant last = time.of(some.get(some.size() - 1));
      List<VersionRow> whole = some.stream().filter(row -> time.of(row).isAfter(last)).toList();
      if (whole.isEmpty()) {
        size = size * 4; // all of one moment
        continue;
      }
      found.addAll(fitting(filter, names, whole));
      if (found.size() >= wanted) {
        return found;
      }
      from = last;
    }
  }

  private List<VersionRow> fitting(Filter filter, Names names, List<VersionRow> rows) {
    List<VersionRow> found = new ArrayList<>();
    for (VersionRow row : rows) {
      Optional<String> name = names.find(row.modelId());
      if (name.isPresent()
          && Candidates.nameFits(filter, name.get())
          && attributesFit(filter, row)) {
        found.add(row);
      }
    }
    if (filter.conditions().stream().noneMatch(each -> each.field().is(Field.TAG))) {
      return found;
    }
    Map<VersionKey, Map<String, String>> tags =
        room.database()
            .read(tx -> room.tags().ofAll(tx, found.stream().map(VersionRow::key).toList()));
    found.removeIf(row -> !Candidates.tagsFit(filter, tags.getOrDefault(row.key(), Map.of())));
    return found;
  }

  private static boolean attributesFit(Filter filter, VersionRow row) {
    for (Condition condition : filter.conditions()) {
      if (condition.field().is(Field.ATTRIBUTE) && !Candidates.isName(condition)) {
        boolean fits =
            switch (condition.field().name()) {
              case "version_number" -> condition.fits((double) row.version());
              case "run_id" -> condition.fits(row.origin().runId());
              case "source_path" -> condition.fits(row.origin().source());
              default -> throw new IllegalStateException(condition.field().name());
            };
        if (!fits) {
          return false;
        }
      }
    }
    return true;
  }
}
