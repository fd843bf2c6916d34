package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.internal.access.Access;
import io.mudbrick.catalog.internal.access.NodeCache;
import io.mudbrick.catalog.internal.jdbc.GrantStore;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.catalog.internal.jdbc.SecurableStore;
import io.mudbrick.catalog.internal.jdbc.TableStore;
import io.mudbrick.catalog.internal.search.SearchIndex;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** What the services of one engine share. */
record Rooms(
    Database database,
    SecurableStore securables,
    GrantStore grants,
    NodeCache nodes,
    Access access,
    SearchIndex search,
    IdentityStore identities,
    EventBus events,
    Clock clock,
    Ids ids) {

  static Rooms of(ModuleContext context) {
    SecurableStore securables = new SecurableStore();
    GrantStore grants = new GrantStore();
    NodeCache nodes = new NodeCache(context.database(), securables, grants);
    return new Rooms(
        context.database(),
        securables,
        grants,
        nodes,
        new Access(nodes, context.identities()),
        new SearchIndex(context.identities(), new TableStore(nodes)),
        context.identities(),
        context.events(),
        context.clock(),
        context.ids());
  }

  /** Now and the caller, as the store keeps them. */
  Stamp stamp(Caller caller) {
    return new Stamp(clock.instant().truncatedTo(ChronoUnit.MILLIS), caller.principal().name());
  }

  /**
   * The Databricks SDKs call a model a function: a model that is not there may be a function that
   * is.
   */
  SecurableRef named(Caller caller, SecurableRef ref) {
    if (ref.type() != SecurableType.REGISTERED_MODEL
        || ref.fullName().indexOf(' ') >= 0
        || access.path(caller, ref).complete()) {
      return ref;
    }
    SecurableRef function = SecurableRef.function(ref.fullName());
    return access.path(caller, function).complete() ? function : ref;
  }

  /** A principal's name; its id when it is gone. */
  String principalName(String metastoreId, String principalId) {
    return identities
        .principalById(metastoreId, principalId)
        .map(Principal::name)
        .orElse(principalId);
  }

  /** A row as callers see it, under the full name that led to it. */
  Securable view(SecurableRow row, SecurableRef parent) {
    return view(row, parent, principalName(row.metastoreId(), row.ownerId()));
  }

  /** As the other, where many rows have few owners. */
  Securable view(SecurableRow row, SecurableRef parent, String owner) {
    SecurableRef ref =
        row.parentId() == null ? SecurableRef.metastore() : parent.child(row.type(), row.name());
    return new Securable(
        row.id(),
        ref,
        owner,
        row.comment(),
        row.properties(),
        row.created(),
        row.updated(),
        row.storageRoot() == null ? null : Path.of(row.storageRoot()));
  }
}
