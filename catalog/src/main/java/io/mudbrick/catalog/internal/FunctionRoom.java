package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.access.Node;
import io.mudbrick.catalog.internal.jdbc.Changes;
import io.mudbrick.catalog.internal.jdbc.FunctionStore;
import io.mudbrick.catalog.internal.jdbc.PolicyStore;
import io.mudbrick.catalog.internal.jdbc.TagRuleStore;
import io.mudbrick.catalog.internal.jdbc.TagStore;
import io.mudbrick.catalog.internal.policy.FunctionEngine;
import io.mudbrick.catalog.internal.policy.Hiding;
import io.mudbrick.catalog.internal.policy.Policies;
import io.mudbrick.catalog.internal.policy.RowPolicy;
import io.mudbrick.catalog.internal.policy.TagRules;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the functions of one engine share, and what they hide. */
record FunctionRoom(
    FunctionStore store,
    PolicyStore policies,
    TagRuleStore rules,
    FunctionEngine engine,
    Policies maker) {
  private static final TagStore TAGS = new TagStore();

  static FunctionRoom of(ModuleContext context, Changes changes) {
    FunctionEngine engine = new FunctionEngine();
    return new FunctionRoom(
        new FunctionStore(),
        new PolicyStore(changes),
        new TagRuleStore(),
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
                    hidings(rooms, tx, caller, tableId, schema),
                    new FunctionFinder(rooms, store, caller, tx),
                    schema,
                    caller));
  }

  private List<Hiding> hidings(Rooms rooms, Tx tx, Caller caller, String tableId, Schema schema) {
    List<Hiding> found =
        new ArrayList<>(policies.of(tx, tableId).stream().map(Hiding::of).toList());
    List<Node> nodes = rooms.access().ancestry(tableId);
    List<TagRuleStore.Stored> here = rules.of(tx, nodes.stream().map(Node::id).toList());
    if (!here.isEmpty()) {
      Map<String, String> tags = new HashMap<>();
      nodes.forEach(node -> tags.putAll(TAGS.of(tx, node.id())));
      found.addAll(
          TagRules.holding(
              here,
              rooms.identities().memberships(caller.metastoreId(), caller.principal()),
              new TagRules.Tagged(tags, TAGS.ofColumns(tx, tableId)),
              schema));
    }
    return found;
  }

  /** Clears up behind a deleted securable; refuses while a function is used. */
  void drop(Rooms rooms, SecurableDeleted deleted) {
    String id = deleted.securable().id();
    rooms.database().run(tx -> rules.deleteAll(tx, id));
    if (deleted.securable().type() == SecurableType.TABLE) {
      rooms.database().run(tx -> policies.deleteAll(tx, id));
    }
    if (deleted.securable().type() == SecurableType.FUNCTION) {
      rooms.database().run(tx -> dropFunction(rooms, tx, deleted));
      engine.forget(id);
    }
  }

  /**
   * By force also what masks a table that stays: all that the table then answers is an error.
   * Whoever may delete a catalog by force could else be kept from it by any table elsewhere.
   */
  private void dropFunction(Rooms rooms, Tx tx, SecurableDeleted deleted) {
    Securable function = deleted.securable();
    Stream<String> ruled = rules.using(tx, function.id()).stream().map(r -> r.securableId());
    List<String> tables =
        Stream.concat(policies.tablesUsing(tx, function.id()).stream(), ruled)
            .map(id -> FunctionFinder.ref(rooms, id).fullName())
            .sorted()
            .toList();
    if (!tables.isEmpty() && !deleted.force()) {
      throw CatalogErrors.functionInUse(function.fullName(), tables);
    }
    policies.dropped(tx, function.id(), function.fullName());
    store.delete(tx, function.id());
  }
}
