package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.internal.access.Node;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.FunctionStore;
import io.mudbrick.catalog.internal.policy.FunctionDefinition;
import io.mudbrick.catalog.internal.policy.FunctionEngine;
import io.mudbrick.catalog.internal.policy.FunctionEngine.Known;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds functions for the engine. It checks no grants: a function runs with its own rights. */
record FunctionFinder(Rooms rooms, FunctionStore store, Caller caller, Tx tx)
    implements FunctionEngine.Source {

  @Override
  public @Nullable Known find(String fullName) {
    Path path = rooms.access().path(caller, SecurableRef.function(fullName));
    return path.complete() ? known(path.leaf().id(), fullName) : null;
  }

  @Override
  public @Nullable Known byId(String id) {
    SecurableRef ref = ref(rooms, id);
    return ref.fullName().isEmpty() ? null : known(id, ref.fullName());
  }

  private @Nullable Known known(String id, String fullName) {
    return store
        .byId(tx, id)
        .map(FunctionDefinition::read)
        .map(f -> new Known(id, f.spec(fullName, null), f.calls() == null ? Map.of() : f.calls()))
        .orElse(null);
  }

  /** What an id names; the metastore when it is gone. */
  static SecurableRef ref(Rooms rooms, String id) {
    SecurableRef ref = SecurableRef.metastore();
    List<Node> nodes = rooms.access().ancestry(id);
    for (Node node : nodes.isEmpty() ? nodes : nodes.subList(1, nodes.size())) {
      ref = ref.child(node.type(), node.name());
    }
    return ref;
  }
}
