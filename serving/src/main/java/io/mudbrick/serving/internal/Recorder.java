package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.serving.Answer;
import io.mudbrick.serving.internal.payload.Exchange;
import io.mudbrick.serving.internal.payload.PayloadLog;
import io.mudbrick.serving.internal.traffic.Replica;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets served entities answer one request, counts what becomes of it, and puts it on record.
 *
 * @param log null when the request is not in an inference table's sample
 */
record Recorder(
    Caller caller, String requestId, Instant at, Asked asked, @Nullable PayloadLog log) {
  private record ErrorBody(ErrorCode errorCode, String message) {}

  private static final int OK = 200;
  private static final int FAILED = 500;

  /**
   * @param begin when the request came, by {@link System#nanoTime}
   * @param comeback how the caller goes on when it has to wait; null when its thread waits
   */
  CompletableFuture<Answer> answer(Replica replica, long begin, @Nullable Comeback comeback) {
    return replica
        .use(served -> served.answer(asked.rows(served), asked.params()), comeback)
        .thenApply(content -> answered(replica, begin, content))
        .whenComplete(
            (answer, thrown) -> {
              if (thrown != null) {
                failed(replica, begin, Comeback.cause(thrown));
              }
            });
  }

  private Answer answered(Replica replica, long begin, Answer.Content content) {
    Answer answer = new Answer(content, replica.entity().name(), replica.model(), requestId);
    long nanos = System.nanoTime() - begin;
    replica.meter().answered(OK, nanos);
    if (log != null) {
      write(log, replica, OK, nanos, answer.json().getBytes(StandardCharsets.UTF_8));
    }
    return answer;
  }

  private void failed(Replica replica, long begin, Throwable e) {
    int status = e instanceof PlatformException refused ? refused.code().httpStatus() : FAILED;
    long nanos = System.nanoTime() - begin;
    replica.meter().answered(status, nanos);
    String cause = e.getCause() == null ? "" : " Cause: " + e.getCause();
    replica.serverLog().error("Request " + requestId + ": " + e.getMessage() + cause);
    if (log != null) {
      write(log, replica, status, nanos, body(e));
    }
  }

  private static byte[] body(Throwable e) {
    return Json.bytes(
        e instanceof PlatformException refused
            ? new ErrorBody(refused.code(), refused.message())
            : new ErrorBody(ErrorCode.INTERNAL_ERROR, "Internal error"));
  }

  private void write(PayloadLog to, Replica replica, int status, long nanos, byte[] response) {
    to.write(
        new PayloadLog.Said(caller.principal().name(), replica.id(), replica.model()),
        new Exchange(
            requestId,
            asked.clientRequestId(),
            at.toEpochMilli(),
            status,
            TimeUnit.NANOSECONDS.toMillis(nanos),
            asked.body(),
            response));
  }
}
