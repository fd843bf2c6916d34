package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.Reviews;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.TransitionRequest;
import io.mudbrick.registry.VersionComment;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/transition-requests} and {@code /mlflow/comments}. */
final class ReviewRoutes {
  private ReviewRoutes() {}

  private record Asked(
      String name,
      String version,
      String stage,
      @Nullable String comment,
      @Nullable Boolean archiveExistingVersions,
      @Nullable String creator) {
    long number() {
      return WireParts.number(name, version);
    }

    Stage to() {
      return Stage.of(stage);
    }
  }

  private record Key(String name, String version) {}

  private record Said(String name, String version, String comment) {}

  private record Edit(String id, String comment) {}

  private record Id(String id) {}

  private record Request(
      String toStage,
      String userId,
      long creationTimestamp,
      @Nullable String comment,
      List<String> availableActions) {}

  private record OneRequest(Request request) {}

  record Activity(
      String id,
      String activityType,
      String fromStage,
      String toStage,
      String userId,
      @Nullable String comment,
      long creationTimestamp,
      long lastUpdatedTimestamp) {}

  private record OneActivity(Activity activity) {}

  private record Requests(List<Activity> requests) {}

  private record Comment(
      String id,
      String userId,
      String comment,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      List<String> availableActions) {}

  private record OneComment(Comment comment) {}

  static void mount(Routes routes) {
    routes
        .post("/transition-requests/create", Policy.AUTHENTICATED, ReviewRoutes::request)
        .get("/transition-requests/list", Policy.AUTHENTICATED, ReviewRoutes::requests)
        .post("/transition-requests/approve", Policy.AUTHENTICATED, ReviewRoutes::approve)
        .post("/transition-requests/reject", Policy.AUTHENTICATED, ReviewRoutes::reject)
        .delete("/transition-requests/delete", Policy.AUTHENTICATED, ReviewRoutes::withdraw)
        .post("/comments/create", Policy.AUTHENTICATED, ReviewRoutes::comment)
        .patch("/comments/update", Policy.AUTHENTICATED, ReviewRoutes::edit)
        .delete("/comments/delete", Policy.AUTHENTICATED, ReviewRoutes::delete);
  }

  private static Reviews reviews(HttpCall call) {
    return call.service(Reviews.class);
  }

  private static HttpReply request(HttpCall call) {
    Asked asked = call.request(Asked.class);
    TransitionRequest made =
        reviews(call).request(asked.name(), asked.number(), asked.to(), asked.comment());
    return HttpReply.json(
        new OneRequest(
            new Request(
                made.to().wireName(),
                made.by(),
                made.at().toEpochMilli(),
                made.comment(),
                List.of("CANCEL_TRANSITION_REQUEST"))));
  }

  private static HttpReply requests(HttpCall call) {
    Key key = call.request(Key.class);
    return HttpReply.json(
        new Requests(
            reviews(call).requests(key.name(), WireParts.number(key.name(), key.version())).stream()
                .map(request -> activity("REQUESTED_TRANSITION", request))
                .toList()));
  }

  private static HttpReply approve(HttpCall call) {
    Asked asked = call.request(Asked.class);
    boolean archive = Boolean.TRUE.equals(asked.archiveExistingVersions());
    return done(
        "APPROVED_REQUEST",
        reviews(call).approve(asked.name(), asked.number(), asked.to(), archive, asked.comment()));
  }

  private static HttpReply reject(HttpCall call) {
    Asked asked = call.request(Asked.class);
    return done(
        "REJECTED_REQUEST",
        reviews(call).reject(asked.name(), asked.number(), asked.to(), asked.comment()));
  }

  private static HttpReply withdraw(HttpCall call) {
    Asked asked = call.request(Asked.class);
    String creator = asked.creator();
    String by = creator == null ? call.caller().principal().name() : creator;
    return done(
        "CANCELLED_REQUEST", reviews(call).withdraw(asked.name(), asked.number(), asked.to(), by));
  }

  private static HttpReply done(String type, TransitionRequest request) {
    return HttpReply.json(new OneActivity(activity(type, request)));
  }

  static Activity activity(String type, TransitionRequest request) {
    long at = request.at().toEpochMilli();
    return new Activity(
        request.id(),
        type,
        request.from().wireName(),
        request.to().wireName(),
        request.by(),
        request.comment(),
        at,
        at);
  }

  private static HttpReply comment(HttpCall call) {
    Said said = call.request(Said.class);
    return reply(
        reviews(call)
            .comment(said.name(), WireParts.number(said.name(), said.version()), said.comment()));
  }

  private static HttpReply edit(HttpCall call) {
    Edit edit = call.request(Edit.class);
    return reply(reviews(call).editComment(edit.id(), edit.comment()));
  }

  private static HttpReply delete(HttpCall call) {
    reviews(call).deleteComment(call.request(Id.class).id());
    return HttpReply.empty();
  }

  private static HttpReply reply(VersionComment comment) {
    return HttpReply.json(
        new OneComment(
            new Comment(
                comment.id(),
                comment.by(),
                comment.text(),
                comment.saidAt().toEpochMilli(),
                comment.updatedAt().toEpochMilli(),
                List.of("EDIT_COMMENT", "DELETE_COMMENT"))));
  }
}
