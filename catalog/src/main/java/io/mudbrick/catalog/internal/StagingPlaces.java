package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.internal.jdbc.StagingStore;
import io.mudbrick.catalog.internal.jdbc.StagingStore.Lapsed;
import io.mudbrick.catalog.internal.jdbc.StagingStore.Reserved;
import io.mudbrick.platform.sql.Tx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Places that are reserved for tables to be. A reservation holds for a week; then nobody can make a
 * table of it any more, and what was written there is deleted. That is done at the start and
 * whenever a place is reserved, so that there are never more than a week has brought.
 */
record StagingPlaces(Rooms rooms, TableRoom tables) {
  private static final Duration HOLDS = Duration.ofDays(7);
  private static final StagingStore STORE = new StagingStore();

  void reserve(Reserved place) {
    sweep();
    rooms.database().run(tx -> STORE.insert(tx, place, rooms.clock().instant()));
  }

  boolean holds(Tx tx, Reserved place) {
    return STORE.holds(tx, place, lapsed());
  }

  /** Takes a reservation away; says whether it was there and held. */
  boolean take(Tx tx, Reserved place) {
    return STORE.take(tx, place, lapsed());
  }

  /** What was reserved then or before holds no longer. */
  private Instant lapsed() {
    return rooms.clock().instant().minus(HOLDS);
  }

  /**
   * Clears places whose reservation lapsed, or whose schema is gone. They are claimed first: from
   * then on no server makes a table of one, whatever its clock says. The files go before the row,
   * so that the next sweep finds what a crash, or a copy being made, left.
   */
  void sweep() {
    Instant until = lapsed();
    if (!rooms.database().read(tx -> STORE.anyLapsed(tx, until))) {
      return;
    }
    List<Lapsed> claimed = rooms.database().write(tx -> STORE.claim(tx, until));
    List<Lapsed> gone = claimed.stream().filter(this::cleared).toList();
    rooms.database().run(tx -> gone.forEach(place -> STORE.drop(tx, place)));
  }

  private boolean cleared(Lapsed place) {
    Path directory = tables.files().directory(place.location());
    tables.files().delete(place.location());
    return !Files.exists(directory);
  }
}
