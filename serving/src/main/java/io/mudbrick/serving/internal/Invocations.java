package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Comeback;
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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The way of a request: permission, limits, the split, the model, the shadows. */
record Invocations(Room room, Slots slots, Shadows shadows) {

  /**
   * @param comeback how the caller goes on when it has to wait; null when its thread waits
   */
  CompletableFuture<Answer> answer(
      Caller caller, String name, Asked asked, @Nullable Comeback comeback) {
    long begin = System.nanoTime();
    return slots
        .slot(new EndpointKey(caller.workspaceId(), name), comeback)
        .thenCompose(slot -> answer(caller, slot, asked, begin, comeback));
  }

  private CompletableFuture<Answer> answer(
      Caller caller, Slot slot, Asked asked, long begin, @Nullable Comeback comeback) {
    room.context()
        .permissions()
        .require(caller, Room.PERMISSIONS, slot.endpointId(), PermissionLevel.CAN_QUERY);
    EndpointRow row = slot.row();
    slot.limiter().admit(caller, row.name(), row.gateway().rateLimits());
    Deployment deployment = slot.acquire();
    if (deployment == null) {
      throw notServing(row);
    }
    CompletableFuture<Answer> answer;
    try {
      answer = answer(caller, slot, deployment, asked, begin, comeback);
    } catch (RuntimeException | Error e) {
      deployment.release();
      throw e;
    }
    return answer.whenComplete((given, thrown) -> deployment.release());
  }

  private CompletableFuture<Answer> answer(
      Caller caller,
      Slot slot,
      Deployment deployment,
      Asked asked,
      long begin,
      @Nullable Comeback comeback) {
    Replica replica = replica(deployment, slot.row().name(), asked.invocation());
    String given = asked.invocation().requestId();
    String requestId = given == null ? room.context().ids().uuid() : given;
    Recorder recorder = new Recorder(caller, requestId, room.now(), asked, log(slot, requestId));
    return recorder
        .answer(replica, begin, comeback)
        .thenApply(
            answer -> {
              shadows.score(deployment, recorder);
              return answer;
            });
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
