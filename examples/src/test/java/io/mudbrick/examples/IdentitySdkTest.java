package io.mudbrick.examples;

import static io.mudbrick.catalog.Privilege.EXECUTE;
import static io.mudbrick.catalog.Privilege.MANAGE;
import static io.mudbrick.catalog.Privilege.USE_CATALOG;
import static io.mudbrick.catalog.Privilege.USE_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.databricks.sdk.AccountClient;
import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceConflict;
import com.databricks.sdk.core.error.platform.Unauthenticated;
import com.databricks.sdk.service.iam.AccessControlRequest;
import com.databricks.sdk.service.iam.ComplexValue;
import com.databricks.sdk.service.iam.CreateGroupRequest;
import com.databricks.sdk.service.iam.CreateServicePrincipalRequest;
import com.databricks.sdk.service.iam.CreateUserRequest;
import com.databricks.sdk.service.iam.Group;
import com.databricks.sdk.service.iam.ListGroupsRequest;
import com.databricks.sdk.service.iam.ListUsersRequest;
import com.databricks.sdk.service.iam.MeRequest;
import com.databricks.sdk.service.iam.ObjectPermissions;
import com.databricks.sdk.service.iam.Patch;
import com.databricks.sdk.service.iam.PatchGroupRequest;
import com.databricks.sdk.service.iam.PatchOp;
import com.databricks.sdk.service.iam.PatchSchema;
import com.databricks.sdk.service.iam.PatchUserRequest;
import com.databricks.sdk.service.iam.PermissionLevel;
import com.databricks.sdk.service.iam.ServicePrincipal;
import com.databricks.sdk.service.iam.SetObjectPermissions;
import com.databricks.sdk.service.iam.UpdateObjectPermissions;
import com.databricks.sdk.service.iam.UpdateUserRequest;
import com.databricks.sdk.service.iam.User;
import com.databricks.sdk.service.ml.CreateExperiment;
import com.databricks.sdk.service.oauth2.CreateServicePrincipalSecretRequest;
import com.databricks.sdk.service.settings.CreateOboTokenRequest;
import com.databricks.sdk.service.settings.CreateTokenRequest;
import com.databricks.sdk.service.settings.CreateTokenResponse;
import com.databricks.sdk.service.settings.ListTokenManagementRequest;
import com.databricks.sdk.service.settings.PublicTokenInfo;
import com.databricks.sdk.service.settings.TokenAccessControlRequest;
import com.databricks.sdk.service.settings.TokenInfo;
import com.databricks.sdk.service.settings.TokenPermissionLevel;
import com.databricks.sdk.service.settings.TokenPermissionsRequest;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Databricks SDK manages people, tokens and permissions. */
@MudbrickTest
class IdentitySdkTest {
  private Mudbrick platform;
  private WorkspaceClient client;

  @BeforeEach
  void connect(Mudbrick fresh) {
    platform = fresh;
    client = by(platform.token());
  }

  private WorkspaceClient by(String token) {
    return new WorkspaceClient(
        new DatabricksConfig()
            .setHost(platform.host().toString())
            .setToken(token)
            .setAuthType("pat"));
  }

  private User user(String name) {
    return client.usersV2().create(new CreateUserRequest().setUserName(name));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "GET /api/2.0/preview/scim/v2/Me",
        "POST /api/2.0/preview/scim/v2/Users",
        "GET /api/2.0/preview/scim/v2/Users",
        "GET /api/2.0/preview/scim/v2/Users/{id}",
        "PUT /api/2.0/preview/scim/v2/Users/{id}",
        "PATCH /api/2.0/preview/scim/v2/Users/{id}",
        "DELETE /api/2.0/preview/scim/v2/Users/{id}"
      })
  void keeps_users() {
    assertThat(client.currentUser().me(new MeRequest()).getGroups())
        .extracting(ComplexValue::getDisplay)
        .containsExactly("admins", "users");
    User ann = user("ann@example.com");
    for (int i = 0; i < 120; i++) {
      user("u" + i + "@example.com");
    }
    List<String> names = new ArrayList<>();
    client
        .usersV2()
        .list(new ListUsersRequest().setAttributes("userName"))
        .forEach(found -> names.add(found.getUserName()));
    assertThat(names).hasSize(122).contains("ann@example.com", "u119@example.com");
    assertThat(
            client
                .usersV2()
                .list(new ListUsersRequest().setFilter("userName eq \"ann@example.com\"")))
        .extracting(User::getId)
        .containsExactly(ann.getId());

    client
        .usersV2()
        .patch(
            new PatchUserRequest()
                .setId(ann.getId())
                .setSchemas(List.of(PatchSchema.URN_IETF_PARAMS_SCIM_API_MESSAGES_2_0_PATCH_OP))
                .setOperations(
                    List.of(
                        new Patch()
                            .setOp(PatchOp.ADD)
                            .setPath("entitlements")
                            .setValue(List.of(Map.of("value", "databricks-sql-access"))))));
    assertThat(client.usersV2().get(ann.getId()).getEntitlements())
        .extracting(ComplexValue::getValue)
        .containsExactly("databricks-sql-access");
    client
        .usersV2()
        .update(
            new UpdateUserRequest()
                .setId(ann.getId())
                .setUserName("ann@example.com")
                .setDisplayName("Ann")
                .setActive(false));
    assertThat(client.usersV2().get(ann.getId()))
        .satisfies(
            user -> {
              assertThat(user.getDisplayName()).isEqualTo("Ann");
              assertThat(user.getActive()).isFalse();
              assertThat(user.getEntitlements()).isNull();
            });

    assertThatThrownBy(() -> user("ANN@example.com")).isInstanceOf(ResourceConflict.class);
    assertThatThrownBy(() -> user("ann"))
        .isInstanceOf(DatabricksError.class)
        .hasMessageContaining("not an e-mail address");
    client.usersV2().delete(ann.getId());
    assertThatThrownBy(() -> client.usersV2().get(ann.getId()))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("not found");
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/preview/scim/v2/Groups",
        "GET /api/2.0/preview/scim/v2/Groups",
        "GET /api/2.0/preview/scim/v2/Groups/{id}",
        "PATCH /api/2.0/preview/scim/v2/Groups/{id}",
        "DELETE /api/2.0/preview/scim/v2/Groups/{id}"
      })
  void keeps_groups_in_groups() {
    User ann = user("ann@example.com");
    Group inner =
        client
            .groupsV2()
            .create(
                new CreateGroupRequest()
                    .setDisplayName("inner")
                    .setMembers(List.of(new ComplexValue().setValue(ann.getId()))));
    Group outer = client.groupsV2().create(new CreateGroupRequest().setDisplayName("outer"));
    member(outer.getId(), PatchOp.ADD, "members", List.of(Map.of("value", inner.getId())));

    assertThat(client.usersV2().get(ann.getId()).getGroups())
        .extracting(ComplexValue::getDisplay, ComplexValue::getType)
        .containsExactly(
            tuple("inner", "direct"), tuple("outer", "indirect"), tuple("users", "direct"));
    assertThatThrownBy(
            () ->
                member(
                    inner.getId(), PatchOp.ADD, "members", List.of(Map.of("value", outer.getId()))))
        .hasMessageContaining("cycle");
    member(inner.getId(), PatchOp.REMOVE, "members[value eq \"" + ann.getId() + "\"]", null);
    assertThat(client.groupsV2().get(inner.getId()).getMembers()).isEmpty();
    client.groupsV2().delete(inner.getId());
    assertThat(client.groupsV2().list(new ListGroupsRequest()))
        .extracting(Group::getDisplayName)
        .containsExactly("admins", "outer", "users");
  }

  private void member(String group, PatchOp op, String path, @Nullable Object value) {
    client
        .groupsV2()
        .patch(
            new PatchGroupRequest()
                .setId(group)
                .setSchemas(List.of(PatchSchema.URN_IETF_PARAMS_SCIM_API_MESSAGES_2_0_PATCH_OP))
                .setOperations(List.of(new Patch().setOp(op).setPath(path).setValue(value))));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/preview/scim/v2/ServicePrincipals",
        "GET /api/2.0/preview/scim/v2/ServicePrincipals/{id}",
        "POST /api/2.0/accounts/servicePrincipals/{id}/credentials/secrets",
        "GET /api/2.0/accounts/servicePrincipals/{id}/credentials/secrets",
        "DELETE /api/2.0/accounts/servicePrincipals/{id}/credentials/secrets/{secret_id}",
        "GET /.well-known/databricks-config",
        "GET /oidc/.well-known/oauth-authorization-server",
        "POST /oidc/v1/token"
      })
  void logs_in_as_a_service_principal_by_oauth() {
    ServicePrincipal robot =
        client
            .servicePrincipalsV2()
            .create(new CreateServicePrincipalRequest().setDisplayName("robot"));
    var secret =
        client
            .servicePrincipalSecretsProxy()
            .create(new CreateServicePrincipalSecretRequest().setServicePrincipalId(robot.getId()));
    WorkspaceClient machine =
        new WorkspaceClient(
            new DatabricksConfig()
                .setHost(platform.host().toString())
                .setClientId(robot.getApplicationId())
                .setClientSecret(secret.getSecret())
                .setAuthType("oauth-m2m"));

    assertThat(machine.currentUser().me(new MeRequest()).getId()).isEqualTo(robot.getId());
    assertThat(client.servicePrincipalsV2().get(robot.getId()).getDisplayName()).isEqualTo("robot");
    assertThatThrownBy(() -> machine.usersV2().get("1")).isInstanceOf(PermissionDenied.class);

    assertThat(client.servicePrincipalSecretsProxy().list(robot.getId())).hasSize(1);
    client.servicePrincipalSecretsProxy().delete(robot.getId(), secret.getId());
    assertThat(client.servicePrincipalSecretsProxy().list(robot.getId())).isEmpty();
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/token/create",
        "GET /api/2.0/token/list",
        "POST /api/2.0/token/delete",
        "GET /api/2.0/token-management/tokens",
        "GET /api/2.0/token-management/tokens/{token_id}",
        "DELETE /api/2.0/token-management/tokens/{token_id}",
        "POST /api/2.0/token-management/on-behalf-of/tokens"
      })
  void makes_lists_and_revokes_tokens() {
    CreateTokenResponse mine =
        client
            .tokens()
            .create(new CreateTokenRequest().setComment("mine").setLifetimeSeconds(600L));
    assertThat(client.tokens().list())
        .extracting(PublicTokenInfo::getComment)
        .containsExactly("mine");
    ServicePrincipal robot =
        client
            .servicePrincipalsV2()
            .create(new CreateServicePrincipalRequest().setDisplayName("robot"));
    var behalf =
        client
            .tokenManagement()
            .createOboToken(
                new CreateOboTokenRequest()
                    .setApplicationId(robot.getApplicationId())
                    .setComment("robot's"));
    WorkspaceClient machine = by(behalf.getTokenValue());
    assertThat(machine.currentUser().me(new MeRequest()).getId()).isEqualTo(robot.getId());
    assertThat(client.tokenManagement().list(new ListTokenManagementRequest()))
        .extracting(TokenInfo::getComment)
        .containsExactlyInAnyOrder("robot's", "mine");
    assertThat(client.tokenManagement().get(behalf.getTokenInfo().getTokenId()).getTokenInfo())
        .satisfies(info -> assertThat(info.getOwnerId()).isEqualTo(Long.valueOf(robot.getId())));

    client.tokenManagement().delete(behalf.getTokenInfo().getTokenId());
    assertThatThrownBy(() -> machine.currentUser().me(new MeRequest()))
        .isInstanceOf(Unauthenticated.class);
    client.tokens().delete(mine.getTokenInfo().getTokenId());
    assertThat(client.tokens().list()).isEmpty();
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "GET /api/2.0/permissions/{type}/{id}",
        "PATCH /api/2.0/permissions/{type}/{id}",
        "PUT /api/2.0/permissions/{type}/{id}",
        "GET /api/2.0/permissions/{type}/{id}/permissionLevels"
      })
  void shares_an_experiment() {
    user("ann@example.com");
    WorkspaceClient ann = by(platform.as("ann@example.com").token());
    String id =
        client
            .experiments()
            .createExperiment(new CreateExperiment().setName("mine"))
            .getExperimentId();
    assertThatThrownBy(() -> ann.experiments().getExperiment(id))
        .isInstanceOf(PermissionDenied.class);
    assertThatThrownBy(() -> ann.permissions().get("experiments", id))
        .isInstanceOf(PermissionDenied.class);

    ObjectPermissions shared =
        client
            .permissions()
            .update(
                new UpdateObjectPermissions()
                    .setRequestObjectType("experiments")
                    .setRequestObjectId(id)
                    .setAccessControlList(List.of(line(PermissionLevel.CAN_READ))));
    assertThat(shared.getObjectId()).isEqualTo("/experiments/" + id);
    assertThat(shared.getObjectType()).isEqualTo("mlflowExperiment");
    assertThat(shared.getAccessControlList())
        .anySatisfy(
            line -> {
              assertThat(line.getGroupName()).isEqualTo("admins");
              assertThat(line.getAllPermissions().iterator().next().getInherited()).isTrue();
            })
        .anySatisfy(line -> assertThat(line.getUserName()).isEqualTo("ann@example.com"));
    assertThat(ann.experiments().getExperiment(id).getExperiment().getName()).isEqualTo("mine");
    assertThatThrownBy(
            () ->
                ann.permissions()
                    .set(
                        new SetObjectPermissions()
                            .setRequestObjectType("experiments")
                            .setRequestObjectId(id)
                            .setAccessControlList(List.of(line(PermissionLevel.CAN_MANAGE)))))
        .isInstanceOf(PermissionDenied.class);

    client
        .permissions()
        .set(
            new SetObjectPermissions()
                .setRequestObjectType("experiments")
                .setRequestObjectId(id)
                .setAccessControlList(List.of()));
    assertThatThrownBy(() -> ann.experiments().getExperiment(id))
        .isInstanceOf(PermissionDenied.class);
    assertThat(client.permissions().getPermissionLevels("experiments", id).getPermissionLevels())
        .extracting(level -> level.getPermissionLevel())
        .containsExactly(
            PermissionLevel.CAN_READ, PermissionLevel.CAN_EDIT, PermissionLevel.CAN_MANAGE);
    assertThatThrownBy(() -> client.permissions().get("experiments", "4711"))
        .isInstanceOf(NotFound.class);
  }

  private static AccessControlRequest line(PermissionLevel level) {
    return new AccessControlRequest().setUserName("ann@example.com").setPermissionLevel(level);
  }

  @Test
  void says_who_may_have_tokens() {
    user("ann@example.com");
    WorkspaceClient ann = by(platform.as("ann@example.com").token());
    ann.tokens().create(new CreateTokenRequest());

    client
        .tokenManagement()
        .setPermissions(
            new TokenPermissionsRequest()
                .setAccessControlList(
                    List.of(
                        new TokenAccessControlRequest()
                            .setGroupName("admins")
                            .setPermissionLevel(TokenPermissionLevel.CAN_USE))));

    assertThatThrownBy(() -> ann.tokens().create(new CreateTokenRequest()))
        .isInstanceOf(PermissionDenied.class);
    assertThat(client.tokenManagement().getPermissions().getObjectId())
        .isEqualTo("/authorization/tokens");
  }

  @Test
  @KnownDifference(
      route = "GET /api/2.0/permissions/{type}/{id}",
      reason =
          "registered-models shows the catalog's grants (CAN_READ is EXECUTE, CAN_MANAGE adds"
              + " MANAGE) and takes a model's full name as its id; one truth decides")
  void shares_a_model_by_the_catalogs_grants(Catalog catalog) {
    user("ann@example.com");
    WorkspaceClient ann = by(platform.as("ann@example.com").token());
    SecurableRef model = SecurableRef.model("telco.churn.m");
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    catalog.securables().create(model, null);
    catalog
        .grants()
        .grant(SecurableRef.catalog("telco"), "ann@example.com", USE_CATALOG, USE_SCHEMA);
    Catalog annsView = platform.as("ann@example.com").module(Catalog.class);
    assertThat(annsView.grants().allows(model, EXECUTE)).isFalse();
    assertThatThrownBy(() -> ann.permissions().get("registered-models", "telco.churn.m"))
        .isInstanceOf(DatabricksError.class);

    share(client, List.of(line(PermissionLevel.CAN_READ)));
    assertThat(annsView.grants().allows(model, EXECUTE)).isTrue();
    assertThat(annsView.grants().allows(model, MANAGE)).isFalse();
    assertThatThrownBy(() -> share(ann, List.of(line(PermissionLevel.CAN_MANAGE))))
        .isInstanceOf(PermissionDenied.class);

    ObjectPermissions shown = share(client, List.of(line(PermissionLevel.CAN_MANAGE)));
    assertThat(annsView.grants().allows(model, MANAGE)).isTrue();
    assertThat(shown.getAccessControlList())
        .anySatisfy(
            entry -> {
              assertThat(entry.getUserName()).isEqualTo("ann@example.com");
              assertThat(entry.getAllPermissions().iterator().next().getPermissionLevel())
                  .isEqualTo(PermissionLevel.CAN_MANAGE);
            });

    share(client, List.of());
    assertThat(annsView.grants().allows(model, EXECUTE)).isFalse();
  }

  private static ObjectPermissions share(WorkspaceClient by, List<AccessControlRequest> lines) {
    return by.permissions()
        .set(
            new SetObjectPermissions()
                .setRequestObjectType("registered-models")
                .setRequestObjectId("telco.churn.m")
                .setAccessControlList(lines));
  }

  @Test
  @KnownDifference(
      route = "GET /api/2.0/preview/scim/v2/Users",
      reason = "Only admins list users; entitlements and roles are kept, and decide nothing")
  @KnownDifference(
      route = "GET /api/2.0/accounts/{account_id}/scim/v2/Users",
      reason = "An account is the workspace's metastore, whatever id is asked for")
  @KnownDifference(
      route = "POST /oidc/v1/token",
      reason = "Client credentials only: no browser login, no token exchange; tokens are opaque")
  void shows_the_account_what_it_shows_the_workspace() {
    User ann = user("ann@example.com");
    assertThatThrownBy(
            () ->
                by(platform.as("ann@example.com").token())
                    .usersV2()
                    .list(new ListUsersRequest())
                    .iterator()
                    .hasNext())
        .isInstanceOf(PermissionDenied.class);
    AccountClient account =
        new AccountClient(
            new DatabricksConfig()
                .setHost(platform.host().toString())
                .setAccountId("any")
                .setToken(platform.token())
                .setAuthType("pat"));
    assertThat(account.usersV2().get(ann.getId()).getUserName()).isEqualTo("ann@example.com");
  }
}
