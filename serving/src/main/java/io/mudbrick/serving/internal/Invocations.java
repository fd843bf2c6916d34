package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.serving.Answer;
import io.mudbrick.serving.Endpoint.Update;
import io.mudbrick.serving.Invocation;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.jdbc.EndpointKey;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import io.mudbrick.serving.internal.payload.PayloadLog;
import io.mudbrick.serving.internal.traffic.Replica;
import org.jspecify.annotations.Nullable;

/** The way of a request: permission, limits, the split, the model, the shadows. */
record Invocations(Room room, Slots slots, Shadows shadows) {

  Answer answer(Caller caller, String name, Asked asked) {
    long begin = System.nanoTime();
    Slot slot = slots.slot(new EndpointKey(caller.workspaceId(), name));
    room.context()
        .permissions()
        .require(caller, Room.PERMISSIONS, slot.endpointId(), PermissionLevel.CAN_QUERY);
    EndpointRow row = slot.row();
    slot.limiter().admit(caller, name, row.gateway().rateLimits());
    Deployment deployment = slot.acquire();
    if (deployment == null) {
      throw notServing(row);
    }
    try {
      Replica replica = replica(deployment, name, asked.invocation());
      String given = asked.invocation().requestId();
      String requestId = given == null ? room.context().ids().uuid() : given;
      Recorder recorder = new Recorder(caller, requestId, room.now(), asked, log(slot, requestId));
      Answer answer = recorder.answer(replica, begin);
      shadows.score(deployment, recorder);
      return answer;
    } finally {
      deployment.release();
    }
  }

  private static Replica replica(Deployment deployment, String name, Invocation invocation) {
    String entity = invocation.entity();
    if (entity == null) {
      return deployment.choose(invocation.key());
    }
    Replica replica = deployment.find(entity);
    if (replica == null) {
      throw ServingErrors.noSuchEntity(name, entity);
    }
    return replica;
  }

  private static @Nullable PayloadLog log(Slot slot, String requestId) {
    PayloadLog log = slot.log();
    return log != null && log.samples(requestId) ? log : null;
  }

  private static PlatformException notServing(EndpointRow row) {
    return row.update() == Update.IN_PROGRESS
        ? ServingErrors.stillStarting(row.name())
        : ServingErrors.notReady(row.name(), row.message());
  }
}
