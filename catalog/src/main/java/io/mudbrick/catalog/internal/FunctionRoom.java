package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.jdbc.FunctionStore;
import io.mudbrick.catalog.internal.jdbc.PolicyStore;
import io.mudbrick.catalog.internal.policy.FunctionEngine;
import io.mudbrick.catalog.internal.policy.Policies;
import io.mudbrick.catalog.internal.policy.RowPolicy;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.sql.Tx;
import java.util.List;

/** What the functions of one engine share, and what they hide. */
record FunctionRoom(
    FunctionStore store, PolicyStore policies, FunctionEngine engine, Policies maker) {

  static FunctionRoom of(ModuleContext context) {
    FunctionEngine engine = new FunctionEngine();
    return new FunctionRoom(
        new FunctionStore(),
        new PolicyStore(),
        engine,
        new Policies(engine, context.identities(), context.clock()));
  }

  /** What hides a table from a caller, by what is stored at this moment. */
  RowPolicy policy(Rooms rooms, Caller caller, String tableId, Schema schema) {
    return rooms
        .database()
        .read(
            tx ->
                maker.of(
                    policies.of(tx, tableId),
                    new FunctionFinder(rooms, store, caller, tx),
                    schema,
                    caller));
  }

  /** Clears up behind a deleted table or function; refuses while the function is used. */
  void drop(Rooms rooms, SecurableDeleted deleted) {
    String id = deleted.securable().id();
    if (deleted.securable().type() == SecurableType.TABLE) {
      rooms.database().run(tx -> policies.deleteAll(tx, id));
    }
    if (deleted.securable().type() == SecurableType.FUNCTION) {
      rooms.database().run(tx -> dropFunction(rooms, tx, deleted.securable()));
      engine.forget(id);
    }
  }

  private void dropFunction(Rooms rooms, Tx tx, Securable function) {
    List<String> tables =
        policies.tablesUsing(tx, function.id()).stream()
            .map(id -> FunctionFinder.ref(rooms, id).fullName())
            .sorted()
            .toList();
    if (!tables.isEmpty()) {
      throw CatalogErrors.functionInUse(function.fullName(), tables);
    }
    store.delete(tx, function.id());
  }
}
