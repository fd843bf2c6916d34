package io.mudbrick.platform;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A module for the core's own tests: routes that answer what they were asked. */
public final class EchoModule implements PlatformModule {
  record Item(String key, Long value) {}

  record Request(String name, @Nullable Long step, List<Item> items) {}

  /** A service whose calls the audit sees. */
  public interface Echo {
    String say(String words);

    String refuse(String why);

    Echo room();
  }

  private record Service(Caller caller) implements Echo {
    @Override
    public String say(String words) {
      return caller.principal().name() + ": " + words;
    }

    @Override
    public String refuse(String why) {
      throw new PlatformException(ErrorCode.PERMISSION_DENIED, why);
    }

    @Override
    public Echo room() {
      return this;
    }
  }

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public void start(ModuleContext context) {
    context.offer(Echo.class, Service::new);
    context
        .routes()
        .dialect(ErrorDialect.MLFLOW)
        .under("/api/2.0/mlflow", "/ajax-api/2.0/mlflow")
        .post("/echo", Policy.AUTHENTICATED, call -> HttpReply.json(call.request(Request.class)))
        .get("/echo", Policy.AUTHENTICATED, call -> HttpReply.json(call.request(Request.class)))
        .delete("/echo", Policy.AUTHENTICATED, call -> HttpReply.json(call.request(Request.class)))
        .get(
            "/say/{words}",
            Policy.AUTHENTICATED,
            call -> HttpReply.text(call.service(Echo.class).say(call.variable("words"))))
        .get("/admin", Policy.ADMIN, call -> HttpReply.empty())
        .put(
            "/blob/{path...}",
            Policy.AUTHENTICATED,
            call -> HttpReply.json(context.blobs().put(call.variable("path"), call.stream())))
        .get(
            "/overflow",
            Policy.AUTHENTICATED,
            call -> {
              throw new StackOverflowError("a defect with a secret");
            })
        .get(
            "/torn",
            Policy.AUTHENTICATED,
            call ->
                HttpReply.stream(
                    "text/plain",
                    Long.parseLong(call.required("length")),
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IllegalStateException("in the middle");
                    }))
        .get(
            "/defect",
            Policy.AUTHENTICATED,
            call -> {
              throw new IllegalStateException("a defect with a secret");
            });
  }
}
