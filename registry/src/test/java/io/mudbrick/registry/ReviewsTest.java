package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.ml.Activity;
import com.databricks.sdk.service.ml.ActivityType;
import com.databricks.sdk.service.ml.ApproveTransitionRequest;
import com.databricks.sdk.service.ml.CommentObject;
import com.databricks.sdk.service.ml.CreateComment;
import com.databricks.sdk.service.ml.CreateTransitionRequest;
import com.databricks.sdk.service.ml.DeleteCommentRequest;
import com.databricks.sdk.service.ml.DeleteTransitionRequestRequest;
import com.databricks.sdk.service.ml.ListTransitionRequestsRequest;
import com.databricks.sdk.service.ml.ModelRegistryAPI;
import com.databricks.sdk.service.ml.RejectTransitionRequest;
import com.databricks.sdk.service.ml.UpdateComment;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ReviewsTest {

  private static void register(Mudbrick platform) {
    Registry registry = platform.module(Registry.class);
    registry.createModel("plain", null, Map.of());
    registry.createVersion(NewModelVersion.of("plain", SmallModels.logged(platform, 1)).build());
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/mlflow/transition-requests/create",
        "GET /api/2.0/mlflow/transition-requests/list",
        "POST /api/2.0/mlflow/transition-requests/approve",
        "POST /api/2.0/mlflow/transition-requests/reject",
        "DELETE /api/2.0/mlflow/transition-requests/delete",
        "POST /api/2.0/mlflow/comments/create",
        "PATCH /api/2.0/mlflow/comments/update",
        "DELETE /api/2.0/mlflow/comments/delete"
      })
  void the_sdk_asks_decides_and_comments(Mudbrick platform) {
    register(platform);
    ModelRegistryAPI client =
        new WorkspaceClient(
                new DatabricksConfig()
                    .setHost(platform.host().toString())
                    .setToken(platform.token())
                    .setAuthType("pat"))
            .modelRegistry();
    CreateTransitionRequest wish =
        new CreateTransitionRequest()
            .setName("plain")
            .setVersion("1")
            .setStage("Production")
            .setComment("it is good");
    assertThat(client.createTransitionRequest(wish).getRequest().getToStage())
        .isEqualTo("Production");
    ListTransitionRequestsRequest all =
        new ListTransitionRequestsRequest().setName("plain").setVersion("1");
    assertThat(client.listTransitionRequests(all))
        .extracting(Activity::getComment)
        .containsExactly("it is good");
    Activity approved =
        client
            .approveTransitionRequest(
                new ApproveTransitionRequest()
                    .setName("plain")
                    .setVersion("1")
                    .setStage("Production")
                    .setArchiveExistingVersions(true)
                    .setComment("ship it"))
            .getActivity();
    assertThat(approved.getActivityType()).isEqualTo(ActivityType.APPROVED_REQUEST);
    assertThat(approved.getFromStage()).isEqualTo("None");
    assertThat(platform.module(Registry.class).version("plain", 1).stage())
        .isEqualTo(Stage.PRODUCTION);
    assertThat(client.listTransitionRequests(all)).isEmpty();

    wish.setStage("Archived");
    client.createTransitionRequest(wish);
    client.rejectTransitionRequest(
        new RejectTransitionRequest()
            .setName("plain")
            .setVersion("1")
            .setStage("Archived")
            .setComment("not yet"));
    client.createTransitionRequest(wish);
    client.deleteTransitionRequest(
        new DeleteTransitionRequestRequest()
            .setName("plain")
            .setVersion("1")
            .setStage("Archived")
            .setCreator(platform.caller().principal().name()));
    assertThat(client.listTransitionRequests(all)).isEmpty();

    CommentObject said =
        client
            .createComment(new CreateComment().setName("plain").setVersion("1").setComment("hm"))
            .getComment();
    client.updateComment(new UpdateComment().setId(said.getId()).setComment("good"));
    assertThat(platform.module(Reviews.class).comments("plain", 1))
        .extracting(VersionComment::text)
        .containsExactlyInAnyOrder("ship it", "not yet", "good");
    client.deleteComment(new DeleteCommentRequest().setId(said.getId()));
    assertThat(platform.module(Reviews.class).comments("plain", 1))
        .extracting(VersionComment::text)
        .containsExactlyInAnyOrder("ship it", "not yet");
  }

  @Test
  void who_may_load_asks_and_who_may_change_decides(Mudbrick platform) {
    register(platform);
    platform.module(Identity.class).createUser("ann@telco");
    Reviews own = platform.module(Reviews.class);
    Reviews ann = platform.as("ann@telco").module(Reviews.class);
    refused(() -> ann.request("plain", 1, Stage.STAGING, null), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.comment("plain", 1, "hm"), ErrorCode.PERMISSION_DENIED);
    VersionComment hidden = own.comment("plain", 1, "secret");
    refused(() -> ann.editComment(hidden.id(), "mine"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("workspace"), "ann@telco", Privilege.USE_CATALOG);
    catalog
        .grants()
        .grant(SecurableRef.schema("workspace.default"), "ann@telco", Privilege.USE_SCHEMA);
    catalog
        .grants()
        .grant(SecurableRef.model("workspace.default.plain"), "ann@telco", Privilege.EXECUTE);
    ann.request("plain", 1, Stage.STAGING, "please");
    refused(() -> ann.request("plain", 1, Stage.STAGING, null), ErrorCode.RESOURCE_ALREADY_EXISTS);
    refused(() -> ann.approve("plain", 1, Stage.STAGING, false, null), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.reject("plain", 1, Stage.STAGING, null), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.editComment(hidden.id(), "mine"), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.deleteComment(hidden.id()), ErrorCode.PERMISSION_DENIED);
    refused(
        () -> own.approve("plain", 1, Stage.PRODUCTION, false, null),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    assertThat(own.approve("plain", 1, Stage.STAGING, false, null).by()).isEqualTo("ann@telco");
    own.deleteComment(ann.comment("plain", 1, "hm").id());
    platform.module(Registry.class).deleteVersion("plain", 1, false);
    refused(() -> own.comments("plain", 1), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }
}
