package io.mudbrick.featurestore.rest.mudbrick;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.PublishResult;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * {@code /tables/{table}/publish}: a line of JSON for each step, the last one with the result. What
 * is refused before there is a step to tell of is answered as everywhere.
 */
final class PublishResource {
  private PublishResource() {}

  record Request(
      String onlineTable,
      @Nullable String onlineStore,
      @Nullable PublishMode mode,
      @Nullable Long ttlSeconds) {}

  /** One line; the first that has no {@code done} ends it. */
  record Line(
      @Nullable Long done,
      @Nullable Long total,
      @Nullable Result result,
      @Nullable Failure error) {}

  record Result(
      String onlineTable,
      String pipelineId,
      long version,
      long upserted,
      long deleted,
      boolean full) {}

  record Failure(String errorCode, String message) {}

  /** What the publishing thread says: a line, or an error. */
  private record Said(Line line, @Nullable RuntimeException error) {}

  static void mount(Routes routes) {
    routes.post("/tables/{table}/publish", Policy.AUTHENTICATED, PublishResource::publish);
  }

  private static HttpReply publish(HttpCall call) {
    Request request = call.request(Request.class);
    FeatureStore store = call.service(FeatureStore.class);
    String table = call.variable("table");
    String onlineStore = request.onlineStore();
    PublishMode mode = request.mode();
    Long ttl = request.ttlSeconds();
    PublishSpec spec =
        new PublishSpec(
            onlineStore == null ? PublishSpec.DEFAULT_STORE : onlineStore,
            request.onlineTable(),
            mode == null ? PublishMode.TRIGGERED : mode,
            ttl == null ? null : Duration.ofSeconds(ttl));
    BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    Thread work = new Thread(() -> run(store, table, spec, said), "publish " + table);
    work.setDaemon(true);
    work.start();
    Said first = next(said);
    if (first.error() != null) {
      throw first.error();
    }
    return HttpReply.stream("application/x-ndjson", -1, out -> write(first, said, out));
  }

  private static void run(
      FeatureStore store, String table, PublishSpec spec, BlockingQueue<Said> said) {
    try {
      PublishResult result =
          store.publish(
              table,
              spec,
              (done, total) -> said.add(new Said(new Line(done, total, null, null), null)));
      Result told =
          new Result(
              result.onlineTable(),
              result.pipelineId(),
              result.version(),
              result.upserted(),
              result.deleted(),
              result.full());
      said.add(new Said(new Line(null, null, told, null), null));
    } catch (PlatformException e) {
      Failure failure = new Failure(e.code().name(), String.valueOf(e.getMessage()));
      said.add(new Said(new Line(null, null, null, failure), e));
    } catch (RuntimeException e) {
      Failure failure = new Failure("INTERNAL_ERROR", "The publish failed.");
      said.add(new Said(new Line(null, null, null, failure), e));
    }
  }

  private static Said next(BlockingQueue<Said> said) {
    try {
      return said.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a publish ran", e);
    }
  }

  private static void write(Said first, BlockingQueue<Said> said, OutputStream out)
      throws IOException {
    for (Said each = first; ; each = next(said)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException();
      }
      out.write(Json.bytes(each.line()));
      out.write('\n');
      out.flush();
      if (each.line().done() == null) {
        return;
      }
    }
  }
}
