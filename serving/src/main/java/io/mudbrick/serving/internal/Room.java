package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.Workspace;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import io.mudbrick.serving.internal.jdbc.EndpointStore;
import io.mudbrick.serving.internal.jdbc.VersionUseStore;
import io.mudbrick.serving.internal.traffic.RateLimiter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;

/** What the parts of serving share, whoever calls. */
record Room(ModuleContext context, EndpointStore endpoints, VersionUseStore uses) {
  /** The object type of endpoints in the Permissions API. */
  static final String PERMISSIONS = "serving-endpoints";

  static Room of(ModuleContext context) {
    return new Room(context, new EndpointStore(), new VersionUseStore());
  }

  Database database() {
    return context.database();
  }

  /** Now, as precisely as the store keeps it. */
  Instant now() {
    return context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Counts the requests of one endpoint. */
  RateLimiter limiter() {
    return new RateLimiter(context.identities(), context.clock());
  }

  /** The ids of a metastore's workspaces. */
  Set<String> workspaces(String metastoreId) {
    return context.identities().workspaces().stream()
        .filter(workspace -> workspace.metastoreId().equals(metastoreId))
        .map(Workspace::id)
        .collect(Collectors.toSet());
  }

  /** Whom an endpoint runs as. */
  Caller creator(EndpointRow row) {
    Workspace workspace =
        context.identities().workspaces().stream()
            .filter(each -> each.id().equals(row.workspaceId()))
            .findFirst()
            .orElseThrow(() -> ServingErrors.noSuchEndpoint(row.name()));
    Principal creator =
        context
            .identities()
            .principalById(row.metastoreId(), row.creatorId())
            .orElseThrow(() -> ServingErrors.creatorGone(row.creator()));
    return new Caller(workspace, creator);
  }

  /** An endpoint as lineage speaks of it. */
  static EntityRef entity(EndpointRow row) {
    return new EntityRef(EntityRef.Type.ENDPOINT, row.workspaceId(), row.name());
  }
}
