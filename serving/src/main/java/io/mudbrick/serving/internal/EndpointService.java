package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.serving.Answer;
import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.Endpoint.Update;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.LiveEndpoint;
import io.mudbrick.serving.Serving;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.jdbc.EndpointKey;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The endpoints of a workspace, for one caller. */
final class EndpointService implements Serving {
  private final Room room;
  private final Deployer deployer;
  private final Caller caller;

  EndpointService(Room room, Deployer deployer, Caller caller) {
    this.room = room;
    this.deployer = deployer;
    this.caller = caller;
  }

  @Override
  public Endpoint create(EndpointSpec spec) {
    Plans.endpointName(spec.name());
    Resolved resolved = Resolved.of(room.context(), caller, Plans.complete(spec.config()));
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
              return row(tx, spec.name()).toEndpoint();
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
        now,
        now);
  }

  @Override
  public Endpoint get(String name) {
    return allowed(name, PermissionLevel.CAN_VIEW).toEndpoint();
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
    return rows.stream()
        .filter(row -> visible.contains(row.id()))
        .map(EndpointRow::toEndpoint)
        .toList();
  }

  @Override
  public Endpoint updateConfig(String name, EndpointConfig config) {
    EndpointRow seen = allowed(name, PermissionLevel.CAN_MANAGE);
    EndpointConfig complete = Plans.complete(config);
    // The endpoint reads as its creator: nobody is to reach through it what they may not read.
    Resolved.of(room.context(), caller, complete);
    Resolved resolved = Resolved.of(room.context(), room.creator(seen), complete);
    return room.database()
        .write(
            tx -> {
              EndpointRow row = same(tx, seen);
              if (row.update() == Update.IN_PROGRESS) {
                throw ServingErrors.updateRuns(name);
              }
              deployer.begin(tx, row, resolved);
              return row(tx, name).toEndpoint();
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
              deployer.deleting(tx);
              room.uses().drop(tx, row.workspaceId(), name, true);
              room.uses().drop(tx, row.workspaceId(), name, false);
              room.context().permissions().deleted(caller, Room.PERMISSIONS, row.id());
            });
    deployer.forget(key(name), row.id());
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
    return row.toEndpoint();
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
    return answer(name, model -> rows);
  }

  @Override
  public Answer invoke(String name, Map<String, Object> body) {
    return answer(name, model -> InvocationBody.rows(body, model.model().signature()));
  }

  private Answer answer(String name, Function<ServedModel, Frame> rows) {
    Slot slot = deployer.slot(key(name));
    room.context()
        .permissions()
        .require(caller, Room.PERMISSIONS, slot.endpointId(), PermissionLevel.CAN_QUERY);
    Deployment deployment = slot.acquire();
    if (deployment == null) {
      throw notServing(name);
    }
    try {
      String entity = deployment.choose();
      ServedModel model = deployment.model(entity);
      return new Answer(model.predict(rows.apply(model)), entity, model.id());
    } finally {
      deployment.release();
    }
  }

  private PlatformException notServing(String name) {
    EndpointRow row = room.database().read(tx -> row(tx, name));
    return row.update() == Update.IN_PROGRESS
        ? ServingErrors.stillStarting(name)
        : ServingErrors.notReady(name, row.message());
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
