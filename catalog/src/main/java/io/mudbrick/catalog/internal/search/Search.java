package io.mudbrick.catalog.internal.search;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Discovery.Found;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.internal.search.WordStore.Hit;
import io.mudbrick.platform.sql.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    return database.read(
        tx -> {
          List<Found> found = new ArrayList<>();
          List<Hit> hits;
          int offset = 0;
          do {
            hits = words.find(tx, metastoreId, wanted, AT_A_TIME, offset);
            offset += hits.size();
            for (Hit hit : hits) {
              visible
                  .apply(hit.securableId())
                  .filter(securable -> found.size() < most)
                  .ifPresent(securable -> found.add(new Found(securable, hit.place())));
            }
          } while (found.size() < most && hits.size() == AT_A_TIME);
          found.sort(
              Comparator.comparing(Found::place).thenComparing(f -> f.securable().fullName()));
          return List.copyOf(found);
        });
  }
}
