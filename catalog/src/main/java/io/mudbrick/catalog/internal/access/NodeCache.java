package io.mudbrick.catalog.internal.access;

import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.internal.jdbc.Changes;
import io.mudbrick.catalog.internal.jdbc.GrantStore;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.catalog.internal.jdbc.SecurableStore;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.platform.sql.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What checks need of securables, kept in memory and yet exact: a check that begins after a change
 * has returned sees the change.
 *
 * <p>A securable that a transaction in progress has touched is not kept until that transaction is
 * on disk; and what was read before a change is not kept after it. Should a transaction roll back,
 * what it touched is read from the store from then on: slower, never wrong.
 */
public final class NodeCache implements Changes {
  /** No count of changes: what is read in a snapshot of unknown age is not kept. */
  private static final long OLD_SNAPSHOT = -1;

  private static final int MOST_DETAILS = 10_000;
  private static final int MOST_NODES = 500_000;
  private static final int MOST_LISTINGS = 64;

  private final Database database;
  private final SecurableStore securables;
  private final GrantStore grants;
  private final Watch watch;

  private final Map<String, Node> nodes = new ConcurrentHashMap<>();

  /** By the securable's id. */
  private final Map<String, Object> details = new ConcurrentHashMap<>();

  /** Where a name led last time; the node itself tells whether it still does. */
  private final Map<NameKey, String> hints = new ConcurrentHashMap<>();

  private final Map<String, Integer> inChange = new ConcurrentHashMap<>();
  private final Object lock = new Object();
  private volatile long changes;

  private final Map<ListingKey, Listing> listings = new ConcurrentHashMap<>();

  private record ListingKey(String metastoreId, SecurableType type) {}

  private record NameKey(String parentId, SecurableType type, String nameKey) {}

  public NodeCache(Database database, SecurableStore securables, GrantStore grants) {
    this.database = database;
    this.securables = securables;
    this.grants = grants;
    this.watch = database.watch("catalog", this::forget);
  }

  /** Another process changed some securable. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only under the lock
  private void forget() {
    synchronized (lock) {
      changes++;
      nodes.clear();
      details.clear();
    }
  }

  public @Nullable Node byId(String id) {
    Node kept = inChange.containsKey(id) ? null : nodes.get(id);
    if (kept != null) {
      return kept;
    }
    long before = beforeReading();
    return database
        .read(tx -> securables.byId(tx, id).map(row -> load(tx, row)))
        .map(node -> keep(node, before))
        .orElse(null);
  }

  public @Nullable Node byName(String parentId, SecurableType type, String name) {
    NameKey key = new NameKey(parentId, type, SecurableRow.key(name));
    String hint = hints.get(key);
    Node hinted = hint == null || inChange.containsKey(hint) ? null : nodes.get(hint);
    if (hinted != null && hinted.isNamed(parentId, type, key.nameKey())) {
      return hinted;
    }
    long before = beforeReading();
    Node found =
        database
            .read(
                tx ->
                    securables.byName(tx, parentId, type, key.nameKey()).map(row -> load(tx, row)))
            .map(node -> keep(node, before))
            .orElse(null);
    if (found == null) {
      hints.remove(key);
    } else {
      hints.put(key, found.id());
    }
    return found;
  }

  /** What {@link #keep} asks for: inside a read that began earlier, what never comes again. */
  private long beforeReading() {
    return database.reading() ? OLD_SNAPSHOT : changes;
  }

  private Node load(Tx tx, SecurableRow row) {
    return Node.of(row, grants.of(tx, row.id()));
  }

  private Node keep(Node node, long before) {
    synchronized (lock) {
      if (changes == before && !inChange.containsKey(node.id())) {
        if (nodes.size() >= MOST_NODES) {
          nodes.clear();
          hints.clear();
        }
        nodes.put(node.id(), node);
      }
    }
    return node;
  }

  /** Forgets everything: the store was set back to an earlier state. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only under the lock
  public void clear() {
    synchronized (lock) {
      changes++;
      nodes.clear();
      details.clear();
      hints.clear();
      listings.clear();
    }
  }

  /**
   * What else is kept of a securable, as exactly as its node: whoever changes what is read here has
   * to say so by {@link #changing}.
   *
   * @param type of what is read, the same for every call about that securable
   */
  public <T> Optional<T> details(String id, Class<T> type, Database.Work<Optional<T>> read) {
    Object kept = inChange.containsKey(id) ? null : details.get(id);
    if (kept != null) {
      return Optional.of(type.cast(kept));
    }
    long before = beforeReading();
    Optional<T> found = database.read(read);
    found.ifPresent(
        detail -> {
          synchronized (lock) {
            if (changes == before && !inChange.containsKey(id)) {
              if (details.size() >= MOST_DETAILS) {
                details.clear();
              }
              details.put(id, detail);
            }
          }
        });
    return found;
  }

  /** The names of all of a type, exactly as nodes are. */
  public Listing listing(String metastoreId, SecurableType type) {
    ListingKey key = new ListingKey(metastoreId, type);
    Listing kept = listings.get(key);
    if (kept != null && kept.changes() == changes && inChange.isEmpty() && !database.writing()) {
      return kept;
    }
    long before = beforeReading();
    List<SecurableStore.NameRow> rows =
        database.read(tx -> securables.names(tx, metastoreId, type));
    Map<String, Optional<SecurableRef>> parents = new HashMap<>();
    List<SecurableName> names = new ArrayList<>(rows.size());
    for (SecurableStore.NameRow row : rows) {
      parents
          .computeIfAbsent(row.parentId(), id -> Optional.ofNullable(ref(id)))
          .ifPresent(
              parent ->
                  names.add(
                      new SecurableName(
                          row.id(),
                          parent.child(type, row.name()),
                          row.createdAt(),
                          row.updatedAt())));
    }
    Listing made = Listing.of(names, before);
    synchronized (lock) {
      if (changes == before && inChange.isEmpty()) {
        if (listings.size() >= MOST_LISTINGS) {
          listings.clear();
        }
        listings.put(key, made);
      }
    }
    return made;
  }

  private @Nullable SecurableRef ref(String id) {
    Node node = byId(id);
    if (node == null) {
      return null;
    }
    if (node.parentId() == null) {
      return SecurableRef.metastore();
    }
    SecurableRef parent = ref(node.parentId());
    return parent == null ? null : parent.child(node.type(), node.name());
  }

  /** To be called in the transaction that changes the securable, before it does. */
  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only under the lock
  public void changing(Tx tx, String id) {
    synchronized (lock) {
      changes++;
      inChange.merge(id, 1, Integer::sum);
    }
    watch.changed(tx);
    tx.afterCommit(
        () -> {
          synchronized (lock) {
            changes++;
            nodes.remove(id);
            details.remove(id);
            inChange.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
          }
        });
  }
}
