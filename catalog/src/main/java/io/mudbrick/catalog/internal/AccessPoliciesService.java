package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.AccessPolicies;
import io.mudbrick.catalog.AccessPolicy;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.PolicyErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.internal.access.Node;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.definition.TagRule;
import io.mudbrick.catalog.internal.jdbc.TagRuleStore.Stored;
import io.mudbrick.catalog.internal.policy.TagRules;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Policies by tags, as one caller sees and changes them. */
record AccessPoliciesService(Rooms rooms, FunctionRoom functions, Caller caller)
    implements AccessPolicies {
  private static final int MOST = 100;
  private static final int LONGEST_NAME = 255;
  private static final Set<SecurableType> PLACES =
      Set.of(SecurableType.CATALOG, SecurableType.SCHEMA, SecurableType.TABLE);

  @Override
  public Placed create(SecurableRef on, AccessPolicy policy) {
    return rooms
        .database()
        .write(
            tx -> {
              String id = managed(on).leaf().id();
              String function = checked(policy);
              requireFree(tx, on, id, policy.name());
              if (functions.rules().of(tx, List.of(id)).size() >= MOST) {
                throw PolicyErrors.badPolicy(
                    on.label() + " cannot have more than " + MOST + " policies.");
              }
              Stamp now = rooms.stamp(caller);
              Stored stored =
                  new Stored(
                      rooms.ids().uuid(), id, function, TagRule.of(policy, this::id), now, now);
              functions.rules().save(tx, stored);
              return placed(stored);
            });
  }

  private Path managed(SecurableRef on) {
    if (!PLACES.contains(on.type())) {
      throw PolicyErrors.badPolicy("A policy stands on a catalog, a schema or a table.");
    }
    return rooms.access().managed(caller, on);
  }

  /** The id of the function of a policy that makes sense. */
  private String checked(AccessPolicy policy) {
    boolean odd =
        policy
            .name()
            .codePoints()
            .anyMatch(c -> !Character.isUnicodeIdentifierPart(c) && c != '-' && c != ' ');
    if (policy.name().isBlank() || policy.name().length() > LONGEST_NAME || odd) {
      throw PolicyErrors.badPolicy(
          "A policy's name has 1 to " + LONGEST_NAME + " letters, digits, blanks, _ and -.");
    }
    TagRules.check(policy);
    Path path = rooms.access().existing(caller, SecurableRef.function(policy.function()));
    rooms.access().require(caller, path, Privilege.EXECUTE);
    return path.leaf().id();
  }

  private void requireFree(Tx tx, SecurableRef on, String id, String name) {
    if (functions.rules().find(tx, id, name).isPresent()) {
      throw PolicyErrors.policyExists(on, name);
    }
  }

  private String id(String name) {
    return rooms
        .identities()
        .principal(caller.metastoreId(), GrantsService.known(name))
        .map(Principal::id)
        .orElseThrow(() -> CatalogErrors.unknownPrincipal(name));
  }

  private Placed placed(Stored stored) {
    String now = FunctionFinder.ref(rooms, stored.functionId()).fullName();
    AccessPolicy policy =
        stored
            .rule()
            .policy(
                id -> rooms.principalName(caller.metastoreId(), id),
                now.isEmpty() ? stored.rule().function() : now);
    return new Placed(
        stored.id(),
        FunctionFinder.ref(rooms, stored.securableId()),
        policy,
        stored.created(),
        stored.updated());
  }

  private Stored existing(Tx tx, SecurableRef on, String name) {
    return functions
        .rules()
        .find(tx, managed(on).leaf().id(), name)
        .orElseThrow(() -> PolicyErrors.policyMissing(on, name));
  }

  @Override
  public Placed get(SecurableRef on, String name) {
    return rooms.database().read(tx -> placed(existing(tx, on, name)));
  }

  @Override
  public List<Placed> list(SecurableRef on, boolean inherited) {
    Path path = managed(on);
    List<String> ids = new ArrayList<>();
    if (inherited) {
      path.nodes().stream().map(Node::id).forEach(ids::add);
    } else {
      ids.add(path.leaf().id());
    }
    return rooms
        .database()
        .read(tx -> functions.rules().of(tx, ids).stream().map(this::placed).toList());
  }

  @Override
  public Placed update(SecurableRef on, String name, AccessPolicy policy) {
    return rooms
        .database()
        .write(
            tx -> {
              Stored before = existing(tx, on, name);
              String function = checked(policy);
              if (!policy.name().equalsIgnoreCase(name)) {
                requireFree(tx, on, before.securableId(), policy.name());
              }
              Stored after =
                  new Stored(
                      before.id(),
                      before.securableId(),
                      function,
                      TagRule.of(policy, this::id),
                      before.created(),
                      rooms.stamp(caller));
              functions.rules().save(tx, after);
              return placed(after);
            });
  }

  @Override
  public void delete(SecurableRef on, String name) {
    rooms.database().run(tx -> functions.rules().delete(tx, existing(tx, on, name).id()));
  }
}
