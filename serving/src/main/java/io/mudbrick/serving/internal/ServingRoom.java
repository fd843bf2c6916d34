package io.mudbrick.serving.internal;

import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.BeforeDelete;
import io.mudbrick.platform.events.BeforeShow;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.ServerLost;
import io.mudbrick.platform.events.WorkspacesPaused;
import io.mudbrick.platform.events.WorkspacesReset;
import io.mudbrick.platform.identity.ObjectType;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.AliasMoved;
import io.mudbrick.serving.Scoring;
import io.mudbrick.serving.Serving;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.batch.BatchScoring;
import io.mudbrick.serving.internal.batch.ScoringRuns;
import io.mudbrick.serving.internal.jdbc.EndpointKey;
import io.mudbrick.serving.internal.payload.PayloadSink;
import java.util.List;

/** Opens serving's room in an engine: services, and what follows a move or a deletion of models. */
public final class ServingRoom {
  private final Room room;
  private final Slots slots;
  private final Deployer deployer;
  private final Shadows shadows = new Shadows();
  private final Invocations invocations;

  private ServingRoom(Room room) {
    this.room = room;
    Loader loader = new Loader(room);
    this.slots = new Slots(room, loader);
    this.deployer = new Deployer(room, loader, slots);
    this.invocations = new Invocations(room, slots, shadows);
  }

  private EndpointService service(Caller caller) {
    return new EndpointService(room, deployer, slots, invocations, caller);
  }

  public static void open(ModuleContext context) {
    Room room = Room.of(context);
    ServingRoom serving = new ServingRoom(room);
    context.onClose(serving.slots);
    context.onClose(serving.deployer);
    context.onClose(serving.shadows);
    context.journal().attach(new PayloadSink(context));
    context
        .permissions()
        .register(
            new ObjectType(
                Room.PERMISSIONS,
                "serving-endpoint",
                List.of(
                    PermissionLevel.CAN_VIEW,
                    PermissionLevel.CAN_QUERY,
                    PermissionLevel.CAN_MANAGE),
                serving::exists));
    context.offer(Serving.class, serving::service);
    ScoringRuns runs = new ScoringRuns();
    context.onClose(runs);
    context.offer(Scoring.class, caller -> new BatchScoring(context, runs, caller));
    context.events().subscribe(BeforeDelete.class, serving::protect);
    context.events().subscribe(AliasMoved.class, serving::follow);
    context.events().subscribe(SecurableRenamed.class, serving::rename);
    context.events().subscribe(BeforeShow.class, serving::show);
    context.events().subscribe(ServerLost.class, lost -> serving.deployer.resume());
    context.events().subscribe(WorkspacesPaused.class, serving::awaitUpdates);
    context.events().subscribe(WorkspacesReset.class, serving::retire);
  }

  private void awaitUpdates(WorkspacesPaused paused) {
    deployer.awaitUpdates(room.workspaces(paused.metastoreId()));
  }

  /** Endpoints load what they serve when they are asked next, as after a start. */
  private void retire(WorkspacesReset reset) {
    slots.forgetAll(room.workspaces(reset.metastoreId()));
  }

  private boolean exists(Caller caller, String id) {
    return room.database().read(tx -> room.endpoints().has(tx, caller.workspaceId(), id));
  }

  /** What an endpoint serves is not deleted under it. */
  private void protect(BeforeDelete deletion) {
    EntityRef entity = deletion.entity();
    if (entity.type() != EntityRef.Type.MODEL_VERSION || deletion.force()) {
      return;
    }
    int slash = entity.id().lastIndexOf('/');
    String model = entity.id().substring(0, slash);
    long version = Long.parseLong(entity.id().substring(slash + 1));
    List<String> users =
        room.database().read(tx -> room.uses().users(tx, entity.scope(), model, version));
    if (!users.isEmpty()) {
      throw ServingErrors.inUse(entity.id(), users);
    }
  }

  /** An endpoint is shown to those who may view it; of one that is gone, its name to admins. */
  private void show(BeforeShow shown) {
    if (shown.entity().type() == EntityRef.Type.ENDPOINT
        && !room.context().identities().isAdmin(shown.caller())) {
      service(shown.caller()).get(shown.entity().id());
    }
  }

  /** Endpoints go on with their model under its new name. */
  private void rename(SecurableRenamed renamed) {
    room.database()
        .run(
            tx -> {
              for (EndpointKey key : room.uses().rename(tx, renamed)) {
                room.endpoints().rename(tx, key, renamed);
              }
            });
  }

  /** Endpoints follow the alias; one that is removed leaves them where they are. */
  private void follow(AliasMoved moved) {
    if (moved.move().to() != null) {
      room.database().run(tx -> follow(tx, moved));
    }
  }

  private void follow(Tx tx, AliasMoved moved) {
    room.uses()
        .followers(tx, moved.caller().metastoreId(), moved.model(), moved.move().alias())
        .forEach(key -> deployer.follow(tx, key));
  }
}
