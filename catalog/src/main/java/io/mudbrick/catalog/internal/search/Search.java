package io.mudbrick.catalog.internal.search;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Discovery.Found;
import io.mudbrick.catalog.Discovery.Place;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.internal.search.WordStore.Hit;
import io.mudbrick.platform.sql.Database;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers searches with what somebody may see. */
public final class Search {
  private static final int AT_A_TIME = 500;

  private final WordStore words = new WordStore();
  private final Database database;
  private final String metastoreId;
  private final Function<String, Optional<Securable>> visible;

  /**
   * @param visible a securable by its id, if the asker may see it
   */
  public Search(
      Database database, String metastoreId, Function<String, Optional<Securable>> visible) {
    this.database = database;
    this.metastoreId = metastoreId;
    this.visible = visible;
  }

  /** As {@link io.mudbrick.catalog.Discovery#search} says. */
  public List<Found> find(String query, int most) {
    List<String> wanted = Words.of(query);
    if (wanted.isEmpty()) {
      throw CatalogErrors.emptySearch();
    }
    Map<String, Found> found = new LinkedHashMap<>();
    for (Place place : WordStore.PLACES) {
      find(place, wanted, most, found);
    }
    return found.values().stream()
        .sorted(Comparator.comparing(Found::place).thenComparing(f -> f.securable().fullName()))
        .toList();
  }

  /** Adds what is found in a place, as far as there is room. */
  private void find(Place place, List<String> wanted, int most, Map<String, Found> found) {
    Hit last = Hit.NONE;
    // Most see all that is found: as many hits as are wanted do, and for the others come more.
    for (int size = Math.min(most, AT_A_TIME);
        found.size() < most;
        size = Math.min(4 * size, AT_A_TIME)) {
      Hit after = last;
      int limit = size;
      List<Hit> hits =
          database.read(tx -> words.find(tx, metastoreId, place, wanted, limit, after));
      // Outside of the read, so that the nodes looked at are kept: the next search needs them.
      for (Hit hit : hits) {
        String id = hit.securableId();
        if (found.size() < most && !found.containsKey(id)) {
          visible.apply(id).ifPresent(securable -> found.put(id, new Found(securable, place)));
        }
      }
      if (hits.size() < limit) {
        return;
      }
      last = hits.get(hits.size() - 1);
    }
  }
}
