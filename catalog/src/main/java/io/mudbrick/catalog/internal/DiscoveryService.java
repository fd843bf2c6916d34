package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Discovery;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.internal.search.Search;
import io.mudbrick.platform.Caller;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds what one caller may see. */
final class DiscoveryService implements Discovery {
  private static final int MOST = 1000;

  private final Rooms rooms;
  private final TableRoom tables;
  private final SecurablesService securables;
  private final Caller caller;

  DiscoveryService(Rooms rooms, TableRoom tables, SecurablesService securables, Caller caller) {
    this.rooms = rooms;
    this.tables = tables;
    this.securables = securables;
    this.caller = caller;
  }

  @Override
  public List<Found> search(String query, int most) {
    check(most);
    return new Search(rooms.database(), caller.metastoreId(), securables::ifVisible)
        .find(query, most);
  }

  @Override
  public List<Used> mostUsed(int most) {
    check(most);
    Map<String, Long> uses = tables.system().uses().of(tables.system(), caller.metastoreId());
    return Stream.of(
            SecurableType.TABLE,
            SecurableType.REGISTERED_MODEL,
            SecurableType.VOLUME,
            SecurableType.FUNCTION,
            SecurableType.FEATURE)
        .flatMap(type -> securables.list(type).stream())
        .map(securable -> new Used(securable, uses(uses, securable)))
        .filter(used -> used.uses() > 0)
        .sorted(
            Comparator.comparingLong(Used::uses)
                .reversed()
                .thenComparing(used -> used.securable().fullName()))
        .limit(most)
        .toList();
  }

  private static long uses(Map<String, Long> uses, Securable securable) {
    return uses.getOrDefault(securable.fullName().toLowerCase(Locale.ROOT), 0L);
  }

  private static void check(int most) {
    if (most < 1 || most > MOST) {
      throw CatalogErrors.badResultCount(most, MOST);
    }
  }
}
