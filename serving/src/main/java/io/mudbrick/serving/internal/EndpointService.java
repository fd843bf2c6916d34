package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.serving.Answer;
import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.Endpoint.Update;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.Gateway;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.Invocation;
import io.mudbrick.serving.LiveEndpoint;
import io.mudbrick.serving.Serving;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.jdbc.EndpointKey;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import io.mudbrick.serving.internal.payload.PayloadTables;
import io.mudbrick.serving.internal.traffic.EndpointMetrics;
import io.mudbrick.serving.internal.traffic.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The endpoints of a workspace, for one caller. */
final class EndpointService implements Serving {
  private final Room room;
  private final Deployer deployer;
  private final Slots slots;
  private final Invocations invocations;
  private final Caller caller;

  EndpointService(
      Room room, Deployer deployer, Slots slots, Invocations invocations, Caller caller) {
    this.room = room;
    this.deployer = deployer;
    this.slots = slots;
    this.invocations = invocations;
    this.caller = caller;
  }

  @Override
  public Endpoint create(EndpointSpec spec) {
    Plans.endpointName(spec.name());
    EndpointConfig config = Plans.complete(spec.config());
    Plans.gateway(spec.gateway());
    Resolved resolved = Resolved.of(room.context(), caller, config);
    if (room.database()
        .read(tx -> room.endpoints().find(tx, caller.workspaceId(), spec.name()))
        .isPresent()) {
      throw ServingErrors.endpointExists(spec.name()); // before its tables are made
    }
    prepare(caller, spec.name(), spec.gateway().inferenceTable(), config.autoCapture());
    return room.database()
        .write(
            tx -> {
              if (room.endpoints().find(tx, caller.workspaceId(), spec.name()).isPresent()) {
                throw ServingErrors.endpointExists(spec.name());
              }
              EndpointRow row = newRow(spec);
              room.endpoints().add(tx, row);
              room.context().permissions().created(caller, Room.PERMISSIONS, row.id());
              deployer.begin(tx, row, resolved);
              return shown(row(tx, spec.name()));
            });
  }

  private EndpointRow newRow(EndpointSpec spec) {
    Instant now = room.now();
    return new EndpointRow(
        caller.workspaceId(),
        spec.name(),
        room.context().ids().hex32(),
        caller.metastoreId(),
        caller.principal().id(),
        caller.principal().name(),
        spec.description(),
        spec.tags(),
        null,
        null,
        0,
        Update.IN_PROGRESS,
        null,
        spec.gateway(),
        now,
        now);
  }

  private void prepare(Caller creator, String name, @Nullable InferenceTable... tables) {
    for (InferenceTable table : tables) {
      if (table != null && table.enabled()) {
        PayloadTables.prepare(room.context(), creator, name, table);
        room.context()
            .events()
            .publish(
                new LineageEdge(
                    new EntityRef(EntityRef.Type.ENDPOINT, creator.workspaceId(), name),
                    new EntityRef(
                        EntityRef.Type.TABLE, creator.metastoreId(), table.fullName(name)),
                    creator,
                    room.now()));
      }
    }
  }

  @Override
  public Endpoint get(String name) {
    return shown(allowed(name, PermissionLevel.CAN_VIEW));
  }

  @Override
  public List<Endpoint> list() {
    List<EndpointRow> rows =
        room.database().read(tx -> room.endpoints().ofWorkspace(tx, caller.workspaceId()));
    Set<String> visible =
        room.context()
            .permissions()
            .visible(
                caller,
                Room.PERMISSIONS,
                rows.stream().map(EndpointRow::id).toList(),
                PermissionLevel.CAN_VIEW);
    return rows.stream().filter(row -> visible.contains(row.id())).map(this::shown).toList();
  }

  @Override
  public Endpoint updateConfig(String name, EndpointConfig config) {
    EndpointRow seen = allowed(name, PermissionLevel.CAN_MANAGE);
    EndpointConfig complete = Plans.complete(config);
    // The endpoint reads as its creator: nobody is to reach through it what they may not read.
    Resolved.of(room.context(), caller, complete);
    Resolved resolved = Resolved.of(room.context(), room.creator(seen), complete);
    prepare(room.creator(seen), name, complete.autoCapture());
    return room.database()
        .write(
            tx -> {
              EndpointRow row = same(tx, seen);
              if (row.update() == Update.IN_PROGRESS) {
                throw ServingErrors.updateRuns(name);
              }
              deployer.begin(tx, row, resolved);
              return shown(row(tx, name));
            });
  }

  @Override
  public Endpoint updateGateway(String name, Gateway gateway) {
    EndpointRow seen = allowed(name, PermissionLevel.CAN_MANAGE);
    Plans.gateway(gateway);
    prepare(room.creator(seen), name, gateway.inferenceTable());
    return room.database()
        .write(
            tx -> {
              room.endpoints().setGateway(tx, same(tx, seen), gateway);
              slots.changed(tx);
              return shown(row(tx, name));
            });
  }

  @Override
  public Map<String, String> updateTags(
      String name, Map<String, String> add, Collection<String> remove) {
    EndpointRow seen = allowed(name, PermissionLevel.CAN_MANAGE);
    return room.database()
        .write(
            tx -> {
              EndpointRow row = same(tx, seen);
              Map<String, String> tags = new LinkedHashMap<>(row.tags());
              tags.putAll(add);
              tags.keySet().removeAll(Set.copyOf(remove));
              room.endpoints().setTags(tx, row, tags);
              return tags;
            });
  }

  @Override
  public void delete(String name) {
    EndpointRow row = allowed(name, PermissionLevel.CAN_MANAGE);
    room.database()
        .run(
            tx -> {
              same(tx, row);
              room.endpoints().remove(tx, row.workspaceId(), name);
              slots.changed(tx);
              room.uses().drop(tx, row.workspaceId(), name, true);
              room.uses().drop(tx, row.workspaceId(), name, false);
              room.context().permissions().deleted(caller, Room.PERMISSIONS, row.id());
            });
    slots.forget(key(name), row.id());
  }

  @Override
  public Endpoint await(String name, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    EndpointRow row = allowed(name, PermissionLevel.CAN_VIEW);
    while (row.update() == Update.IN_PROGRESS) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative() || Thread.currentThread().isInterrupted()) {
        throw ServingErrors.stillUpdating(name);
      }
      deployer.awaitChange(key(name), left);
      row = allowed(name, PermissionLevel.CAN_VIEW);
    }
    if (row.update() == Update.UPDATE_FAILED) {
      throw ServingErrors.updateFailed(name, row.message());
    }
    return shown(row);
  }

  @Override
  public LiveEndpoint endpoint(String name) {
    allowed(name, PermissionLevel.CAN_QUERY);
    return new LiveEndpoint() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Answer predict(Frame rows) {
        return EndpointService.this.predict(name, rows);
      }
    };
  }

  @Override
  public Answer predict(String name, Frame rows) {
    return Comeback.await(invocations.answer(caller, name, Asked.of(rows), null));
  }

  @Override
  public Answer invoke(String name, Invocation invocation) {
    return Comeback.await(invocations.answer(caller, name, Asked.of(invocation), null));
  }

  @Override
  public CompletionStage<Answer> invoke(String name, Invocation invocation, Comeback comeback) {
    return invocations.answer(caller, name, Asked.of(invocation), comeback);
  }

  @Override
  public String metrics(String name) {
    return inspect(name, deployment -> EndpointMetrics.of(deployment.replicas()));
  }

  @Override
  public String buildLog(String name, String entity) {
    return inspect(name, deployment -> replica(deployment, name, entity).buildLog().text());
  }

  @Override
  public String serverLog(String name, String entity) {
    return inspect(name, deployment -> replica(deployment, name, entity).serverLog().text());
  }

  @Override
  public Map<String, ModelSignature> signatures(String name) {
    return inspect(
        name,
        deployment -> {
          Map<String, ModelSignature> signatures = new LinkedHashMap<>();
          for (Replica replica : deployment.replicas()) {
            ModelSignature signature = replica.signature();
            if (signature != null) {
              signatures.put(replica.entity().name(), signature);
            }
          }
          return signatures;
        });
  }

  private static Replica replica(Deployment deployment, String name, String entity) {
    Replica replica = deployment.find(entity);
    if (replica == null) {
      throw ServingErrors.noSuchEntity(name, entity);
    }
    return replica;
  }

  /** Looks at what serves, for somebody who may view the endpoint. */
  private <T> T inspect(String name, Function<Deployment, T> look) {
    EndpointRow row = allowed(name, PermissionLevel.CAN_VIEW);
    Deployment deployment = slots.slot(key(name)).acquire();
    if (deployment == null) {
      throw ServingErrors.notReady(name, row.message());
    }
    try {
      deployment.rest();
      return look.apply(deployment);
    } finally {
      deployment.release();
    }
  }

  private Endpoint shown(EndpointRow row) {
    return row.toEndpoint(slots.asleep(key(row.name())));
  }

  private EndpointRow allowed(String name, PermissionLevel level) {
    EndpointRow row = room.database().read(tx -> row(tx, name));
    room.context().permissions().require(caller, Room.PERMISSIONS, row.id(), level);
    return row;
  }

  /** The endpoint as it is now, unless it is another one of the name that nobody allowed. */
  private EndpointRow same(Tx tx, EndpointRow seen) {
    EndpointRow now = row(tx, seen.name());
    if (!now.id().equals(seen.id())) {
      throw ServingErrors.noSuchEndpoint(seen.name());
    }
    return now;
  }

  private EndpointRow row(Tx tx, String name) {
    return room.endpoints()
        .find(tx, caller.workspaceId(), name)
        .orElseThrow(() -> ServingErrors.noSuchEndpoint(name));
  }

  private EndpointKey key(String name) {
    return new EndpointKey(caller.workspaceId(), name);
  }
}
