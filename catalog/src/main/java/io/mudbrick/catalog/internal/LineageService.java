package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Lineage;
import io.mudbrick.catalog.LineageGraph;
import io.mudbrick.catalog.LineageGraph.Direction;
import io.mudbrick.catalog.LineageGraph.Edge;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.internal.access.Access;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.LineageStore;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.BeforeShow;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers lineage questions with what one caller may see. */
final class LineageService implements Lineage {
  private final Rooms rooms;
  private final LineageStore store;
  private final Caller caller;

  LineageService(Rooms rooms, LineageStore store, Caller caller) {
    this.rooms = rooms;
    this.store = store;
    this.caller = caller;
  }

  @Override
  public LineageGraph upstream(EntityRef entity) {
    return graph(entity, Direction.UPSTREAM);
  }

  @Override
  public LineageGraph downstream(EntityRef entity) {
    return graph(entity, Direction.DOWNSTREAM);
  }

  @Override
  public EntityRef table(String fullName) {
    String checked = SecurableRef.table(fullName).fullName();
    return new EntityRef(EntityRef.Type.TABLE, caller.metastoreId(), checked);
  }

  private LineageGraph graph(EntityRef start, Direction direction) {
    requireVisible(start);
    List<Edge> edges = rooms.database().read(tx -> reach(tx, start, direction));
    return new LineageGraph(start, direction, edges);
  }

  private List<Edge> reach(Tx tx, EntityRef start, Direction direction) {
    List<Edge> reached = new ArrayList<>();
    Set<EntityRef> seen = new HashSet<>(Set.of(start));
    Deque<EntityRef> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      EntityRef at = open.poll();
      boolean down = direction == Direction.DOWNSTREAM;
      List<Edge> edges =
          down
              ? store.outOf(tx, caller.metastoreId(), at)
              : store.into(tx, caller.metastoreId(), at);
      for (Edge edge : edges) {
        EntityRef next = down ? edge.target() : edge.source();
        if (visible(next)) {
          reached.add(edge);
          if (seen.add(next)) {
            open.add(next);
          }
        }
      }
    }
    return reached;
  }

  private void requireVisible(EntityRef entity) {
    SecurableRef ref = securable(entity);
    if (ref != null) {
      Access access = rooms.access();
      Path path = access.path(caller, ref);
      if (path.complete()) {
        access.requireVisible(caller, path);
      } else if (!access.mayKnow(caller, path)) {
        access.existing(caller, ref);
      }
    } else if (here(entity)) {
      rooms.events().publish(new BeforeShow(entity, caller));
    } else {
      throw CatalogErrors.missingId(entity.id());
    }
  }

  private boolean here(EntityRef entity) {
    return entity.scope().equals(caller.workspaceId())
        || entity.scope().equals(caller.metastoreId());
  }

  private boolean visible(EntityRef entity) {
    SecurableRef ref = securable(entity);
    if (ref != null) {
      return rooms.access().mayKnow(caller, rooms.access().path(caller, ref));
    }
    return here(entity) && shown(entity);
  }

  /** Whether whoever keeps the entity lets the caller know of it. */
  private boolean shown(EntityRef entity) {
    try {
      rooms.events().publish(new BeforeShow(entity, caller));
      return true;
    } catch (PlatformException hidden) {
      return false;
    }
  }

  /** The securable whose grants decide whether the entity is shown. */
  private static @Nullable SecurableRef securable(EntityRef entity) {
    String id = entity.id();
    int slash = id.lastIndexOf('/');
    return switch (entity.type()) {
      case TABLE -> hasThreeLevels(id) ? SecurableRef.table(id) : null;
      case FUNCTION -> hasThreeLevels(id) ? SecurableRef.function(id) : null;
      case MODEL_VERSION ->
          slash > 0 && hasThreeLevels(id.substring(0, slash))
              ? SecurableRef.model(id.substring(0, slash))
              : null;
      default -> null;
    };
  }

  private static boolean hasThreeLevels(String name) {
    return name.codePoints().filter(c -> c == '.').count() == 2;
  }
}
