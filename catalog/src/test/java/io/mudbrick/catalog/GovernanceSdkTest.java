package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceConflict;
import com.databricks.sdk.service.catalog.ColumnMaskOptions;
import com.databricks.sdk.service.catalog.ColumnTypeName;
import com.databricks.sdk.service.catalog.CreateEntityTagAssignmentRequest;
import com.databricks.sdk.service.catalog.CreateFunction;
import com.databricks.sdk.service.catalog.CreateFunctionParameterStyle;
import com.databricks.sdk.service.catalog.CreateFunctionRequest;
import com.databricks.sdk.service.catalog.CreateFunctionRoutineBody;
import com.databricks.sdk.service.catalog.CreateFunctionSecurityType;
import com.databricks.sdk.service.catalog.CreateFunctionSqlDataAccess;
import com.databricks.sdk.service.catalog.CreatePolicyRequest;
import com.databricks.sdk.service.catalog.EntityTagAssignment;
import com.databricks.sdk.service.catalog.FunctionInfo;
import com.databricks.sdk.service.catalog.FunctionInfoRoutineBody;
import com.databricks.sdk.service.catalog.FunctionParameterInfo;
import com.databricks.sdk.service.catalog.FunctionParameterInfos;
import com.databricks.sdk.service.catalog.ListFunctionsRequest;
import com.databricks.sdk.service.catalog.ListPoliciesRequest;
import com.databricks.sdk.service.catalog.MatchColumn;
import com.databricks.sdk.service.catalog.PermissionsChange;
import com.databricks.sdk.service.catalog.PolicyInfo;
import com.databricks.sdk.service.catalog.PolicyType;
import com.databricks.sdk.service.catalog.Privilege;
import com.databricks.sdk.service.catalog.SecurableType;
import com.databricks.sdk.service.catalog.UpdateFunction;
import com.databricks.sdk.service.catalog.UpdatePermissions;
import com.databricks.sdk.service.catalog.UpdatePolicyRequest;
import com.databricks.sdk.service.iam.GrantRule;
import com.databricks.sdk.service.iam.Role;
import com.databricks.sdk.service.iam.RuleSetResponse;
import com.databricks.sdk.service.iam.RuleSetUpdateRequest;
import com.databricks.sdk.service.iam.UpdateRuleSetRequest;
import com.databricks.sdk.service.tags.CreateTagPolicyRequest;
import com.databricks.sdk.service.tags.ListTagPoliciesRequest;
import com.databricks.sdk.service.tags.TagPolicy;
import com.databricks.sdk.service.tags.UpdateTagPolicyRequest;
import com.databricks.sdk.service.tags.Value;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions, governed tags and masks through the Databricks SDK. */
@MudbrickTest
class GovernanceSdkTest {
  private static final String TABLE = "crm.sales.customers";

  private static WorkspaceClient client(Mudbrick platform) {
    return new WorkspaceClient(
        new DatabricksConfig()
            .setHost(platform.host().toString())
            .setToken(platform.token())
            .setAuthType("pat"));
  }

  @BeforeEach
  void furnish(Mudbrick admin) {
    admin.module(Identity.class).createUser("mia");
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("crm");
    catalog.schemas().create("crm.sales");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("email", ColumnType.STRING).build();
    catalog.tables().create(TableSpec.builder(TABLE, schema).build());
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/policies",
        "GET /api/2.1/unity-catalog/policies/{on_securable_type}/{on_securable_fullname}",
        "GET /api/2.1/unity-catalog/policies/{on_securable_type}/{on_securable_fullname}/{name}",
        "PATCH /api/2.1/unity-catalog/policies/{on_securable_type}/{on_securable_fullname}/{name}",
        "DELETE /api/2.1/unity-catalog/policies/{on_securable_type}/{on_securable_fullname}/{name}"
      })
  void policies_mask_by_tags(Mudbrick admin) {
    WorkspaceClient sdk = client(admin);
    sdk.functions().create(maskEmail());
    PolicyInfo made =
        sdk.policies()
            .createPolicy(
                new CreatePolicyRequest()
                    .setPolicyInfo(
                        new PolicyInfo()
                            .setName("hide_contacts")
                            .setPolicyType(PolicyType.POLICY_TYPE_COLUMN_MASK)
                            .setOnSecurableType(SecurableType.CATALOG)
                            .setOnSecurableFullname("crm")
                            .setForSecurableType(SecurableType.TABLE)
                            .setToPrincipals(List.of("account users"))
                            .setExceptPrincipals(List.of("mia"))
                            .setWhenCondition("has_tag('crm') OR true")
                            .setMatchColumns(
                                List.of(
                                    new MatchColumn()
                                        .setCondition("has_tag_value('class', 'contact')")
                                        .setAlias("contact")))
                            .setColumnMask(
                                new ColumnMaskOptions()
                                    .setFunctionName("crm.sales.mask_email")
                                    .setOnColumn("contact"))
                            .setComment("who it is")));
    assertThat(made.getId()).isNotBlank();
    assertThat(made.getCreatedBy()).isEqualTo("admin");
    assertThat(made.getToPrincipals()).containsExactly("users");
    sdk.entityTagAssignments()
        .create(
            new CreateEntityTagAssignmentRequest()
                .setTagAssignment(
                    new EntityTagAssignment()
                        .setEntityType("columns")
                        .setEntityName(TABLE + ".email")
                        .setTagKey("class")
                        .setTagValue("contact")));
    Catalog catalog = admin.module(Catalog.class);
    Schema schema = catalog.tables().get(TABLE).schema();
    catalog.tables().open(TABLE).append(List.of(Row.of(schema, 1L, "ada@example.com")));
    assertThat(catalog.tables().open(TABLE).read().toRows().get(0).get("email"))
        .isEqualTo("***@example.com");
    PolicyInfo changed =
        sdk.policies()
            .updatePolicy(
                new UpdatePolicyRequest()
                    .setOnSecurableType("CATALOG")
                    .setOnSecurableFullname("crm")
                    .setName("hide_contacts")
                    .setUpdateMask("except_principals")
                    .setPolicyInfo(
                        new PolicyInfo()
                            .setToPrincipals(List.of("mia"))
                            .setExceptPrincipals(List.of("mia", "admin"))));
    assertThat(changed.getToPrincipals()).containsExactly("users");
    assertThat(changed.getUpdatedAt()).isGreaterThanOrEqualTo(changed.getCreatedAt());
    assertThat(catalog.tables().open(TABLE).read().toRows().get(0).get("email"))
        .isEqualTo("ada@example.com");
    assertThat(sdk.policies().getPolicy("CATALOG", "crm", "hide_contacts").getMatchColumns())
        .extracting(MatchColumn::getAlias)
        .containsExactly("contact");
    assertThat(
            sdk.policies()
                .listPolicies(
                    new ListPoliciesRequest()
                        .setOnSecurableType("TABLE")
                        .setOnSecurableFullname(TABLE)
                        .setIncludeInherited(true)))
        .extracting(PolicyInfo::getOnSecurableFullname)
        .containsExactly("crm");
    sdk.policies().deletePolicy("CATALOG", "crm", "hide_contacts");
    assertThatThrownBy(() -> sdk.policies().getPolicy("CATALOG", "crm", "hide_contacts"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "GET /api/2.0/preview/accounts/access-control/rule-sets",
        "PUT /api/2.0/preview/accounts/access-control/rule-sets",
        "GET /api/2.0/preview/accounts/access-control/assignable-roles"
      })
  @KnownDifference(
      route = "PUT /api/2.0/preview/accounts/access-control/rule-sets",
      reason =
          "Rule sets of tag policies only, and of their roles the assigner's: admins of the"
              + " metastore manage policies.")
  void governed_tags_are_assigned_by_rule_sets(Mudbrick admin) {
    WorkspaceClient sdk = client(admin);
    TagPolicy policy =
        sdk.tagPolicies()
            .createTagPolicy(
                new CreateTagPolicyRequest().setTagPolicy(new TagPolicy().setTagKey("pii")));
    String resource = "accounts/any/tagPolicies/" + policy.getId();
    String name = resource + "/ruleSets/default";
    assertThat(sdk.accountAccessControlProxy().getAssignableRolesForResource(resource).getRoles())
        .extracting(Role::getName)
        .containsExactly("roles/tagPolicy.assigner");
    RuleSetResponse before = sdk.accountAccessControlProxy().getRuleSet(name, "");
    assertThat(before.getGrantRules()).isNullOrEmpty();
    RuleSetUpdateRequest wanted =
        new RuleSetUpdateRequest()
            .setName(name)
            .setEtag(before.getEtag())
            .setGrantRules(
                List.of(
                    new GrantRule()
                        .setRole("roles/tagPolicy.assigner")
                        .setPrincipals(List.of("users/mia"))));
    UpdateRuleSetRequest update = new UpdateRuleSetRequest().setName(name).setRuleSet(wanted);
    RuleSetResponse after = sdk.accountAccessControlProxy().updateRuleSet(update);
    assertThat(after.getGrantRules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.getPrincipals()).containsExactly("users/mia"));
    assertThatThrownBy(() -> sdk.accountAccessControlProxy().updateRuleSet(update))
        .isInstanceOf(ResourceConflict.class);
    assertThatThrownBy(
            () -> sdk.accountAccessControlProxy().getRuleSet("accounts/a/ruleSets/default", ""))
        .isInstanceOf(NotFound.class);
    WorkspaceClient mia = client(admin.as("mia"));
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> mia.accountAccessControlProxy().getRuleSet(name, ""),
            () -> mia.accountAccessControlProxy().getAssignableRolesForResource(resource),
            () ->
                mia.accountAccessControlProxy()
                    .updateRuleSet(
                        new UpdateRuleSetRequest().setName(name).setRuleSet(wanted.setEtag(""))))) {
      assertThatThrownBy(call).isInstanceOf(PermissionDenied.class);
    }
  }

  private static CreateFunctionRequest maskEmail() {
    return new CreateFunctionRequest()
        .setFunctionInfo(
            new CreateFunction()
                .setName("Mask_Email")
                .setCatalogName("crm")
                .setSchemaName("sales")
                .setInputParams(
                    new FunctionParameterInfos()
                        .setParameters(
                            List.of(
                                new FunctionParameterInfo()
                                    .setName("email")
                                    .setTypeText("string")
                                    .setTypeName(ColumnTypeName.STRING)
                                    .setTypeJson(
                                        "{\"name\":\"email\",\"type\":\"string\",\"nullable\":true,"
                                            + "\"metadata\":{}}")
                                    .setPosition(0L))))
                .setDataType(ColumnTypeName.STRING)
                .setFullDataType("STRING")
                .setRoutineBody(CreateFunctionRoutineBody.SQL)
                .setRoutineDefinition("regexp_replace(email, '^[^@]+', '***')")
                .setParameterStyle(CreateFunctionParameterStyle.S)
                .setIsDeterministic(true)
                .setSqlDataAccess(CreateFunctionSqlDataAccess.CONTAINS_SQL)
                .setIsNullCall(false)
                .setSecurityType(CreateFunctionSecurityType.DEFINER)
                .setSpecificName("mask_email")
                .setComment("hides who it is"));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/functions",
        "GET /api/2.1/unity-catalog/functions",
        "GET /api/2.1/unity-catalog/functions/{full_name}",
        "PATCH /api/2.1/unity-catalog/functions/{full_name}",
        "DELETE /api/2.1/unity-catalog/functions/{full_name}"
      })
  void functions_are_made_granted_given_away_and_deleted(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    FunctionInfo made = admin.functions().create(maskEmail());
    assertThat(made.getFullName()).isEqualTo("crm.sales.mask_email");
    assertThat(made.getRoutineBody()).isEqualTo(FunctionInfoRoutineBody.SQL);
    assertThat(made.getDataType()).isEqualTo(ColumnTypeName.STRING);
    assertThat(made.getInputParams().getParameters()).hasSize(1);

    WorkspaceClient mia = client(platform.as("mia"));
    assertThatThrownBy(() -> mia.functions().get("crm.sales.mask_email"))
        .isInstanceOf(PermissionDenied.class);
    Catalog catalog = platform.module(Catalog.class);
    catalog
        .grants()
        .grant(SecurableRef.catalog("crm"), "mia", io.mudbrick.catalog.Privilege.USE_CATALOG);
    catalog
        .grants()
        .grant(SecurableRef.schema("crm.sales"), "mia", io.mudbrick.catalog.Privilege.USE_SCHEMA);
    assertThat(
            mia.functions()
                .list(new ListFunctionsRequest().setCatalogName("crm").setSchemaName("sales")))
        .isEmpty();
    admin
        .grants()
        .update(
            new UpdatePermissions()
                .setSecurableType("function")
                .setFullName("crm.sales.mask_email")
                .setChanges(
                    List.of(
                        new PermissionsChange()
                            .setPrincipal("mia")
                            .setAdd(List.of(Privilege.EXECUTE)))));
    assertThat(mia.functions().get("crm.sales.mask_email").getComment())
        .isEqualTo("hides who it is");
    assertThat(
            mia.functions()
                .list(new ListFunctionsRequest().setCatalogName("crm").setSchemaName("sales")))
        .extracting(FunctionInfo::getName)
        .containsExactly("mask_email");

    assertThatThrownBy(
            () ->
                mia.functions()
                    .update(new UpdateFunction().setName("crm.sales.mask_email").setOwner("mia")))
        .isInstanceOf(PermissionDenied.class);
    assertThat(
            admin
                .functions()
                .update(new UpdateFunction().setName("crm.sales.mask_email").setOwner("mia"))
                .getOwner())
        .isEqualTo("mia");
    mia.functions().delete("crm.sales.mask_email");
    assertThatThrownBy(() -> admin.functions().get("crm.sales.mask_email"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void masks_set_over_rest_are_shown_with_the_table(Mudbrick platform) throws Exception {
    WorkspaceClient admin = client(platform);
    admin.functions().create(maskEmail());
    String mask = "/api/2.0/mudbrick/tables/" + TABLE + "/columns/email/mask";
    String body = "{\"function_name\": \"crm.sales.mask_email\"}";
    assertThat(send(platform.as("mia"), "PUT", mask, body).statusCode()).isEqualTo(403);
    assertThat(send(platform, "PUT", mask, body).statusCode()).isEqualTo(200);
    assertThat(admin.tables().get(TABLE).getColumns())
        .filteredOn(column -> column.getMask() != null)
        .extracting(column -> column.getName() + " " + column.getMask().getFunctionName())
        .containsExactly("email crm.sales.mask_email");
    assertThatThrownBy(() -> admin.functions().delete("crm.sales.mask_email"))
        .isInstanceOf(BadRequest.class);
    assertThat(send(platform, "DELETE", mask, "").statusCode()).isEqualTo(200);

    String filter = "/api/2.0/mudbrick/tables/" + TABLE + "/row-filter";
    platform
        .module(Catalog.class)
        .functions()
        .create(
            FunctionSpec.sql("crm.sales.nobody")
                .returns(io.mudbrick.platform.expr.SqlType.BOOLEAN)
                .body("is_member('nobody')")
                .build());
    assertThat(
            send(platform, "PUT", filter, "{\"function_name\": \"crm.sales.nobody\"}").statusCode())
        .isEqualTo(200);
    assertThat(admin.tables().get(TABLE).getRowFilter().getFunctionName())
        .isEqualTo("crm.sales.nobody");
    assertThat(send(platform, "DELETE", filter, "").statusCode()).isEqualTo(200);
    assertThat(send(platform, "DELETE", filter, "").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> send(Mudbrick as, String method, String path, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(as.host() + path))
                .header("Authorization", "Bearer " + as.token())
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/tag-policies",
        "GET /api/2.1/tag-policies",
        "GET /api/2.1/tag-policies/{tag_key}",
        "PATCH /api/2.1/tag-policies/{tag_key}",
        "DELETE /api/2.1/tag-policies/{tag_key}"
      })
  void governed_tags_rule_what_entities_and_columns_are_tagged_with(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    com.databricks.sdk.service.tags.TagPolicy made =
        admin
            .tagPolicies()
            .createTagPolicy(
                new CreateTagPolicyRequest()
                    .setTagPolicy(
                        new com.databricks.sdk.service.tags.TagPolicy()
                            .setTagKey("pii")
                            .setDescription("Personal data")
                            .setValues(
                                List.of(new Value().setName("yes"), new Value().setName("no")))));
    assertThat(made.getId()).isNotEmpty();
    assertThatThrownBy(() -> client(platform.as("mia")).tagPolicies().deleteTagPolicy("pii"))
        .isInstanceOf(PermissionDenied.class);
    EntityTagAssignment column =
        new EntityTagAssignment()
            .setEntityType("columns")
            .setEntityName(TABLE + ".email")
            .setTagKey("pii");
    assertThatThrownBy(
            () ->
                admin
                    .entityTagAssignments()
                    .create(
                        new CreateEntityTagAssignmentRequest()
                            .setTagAssignment(column.setTagValue("maybe"))))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("use one of yes, no");
    EntityTagAssignment set =
        admin
            .entityTagAssignments()
            .create(
                new CreateEntityTagAssignmentRequest().setTagAssignment(column.setTagValue("yes")));
    assertThat(set.getUpdatedBy()).isNotEmpty();
    assertThat(admin.entityTagAssignments().list("columns", TABLE + ".email"))
        .extracting(EntityTagAssignment::getTagValue)
        .containsExactly("yes");
    admin
        .tagPolicies()
        .updateTagPolicy(
            new UpdateTagPolicyRequest()
                .setTagKey("pii")
                .setUpdateMask("values")
                .setTagPolicy(
                    new com.databricks.sdk.service.tags.TagPolicy()
                        .setTagKey("pii")
                        .setValues(List.of(new Value().setName("high")))));
    assertThat(admin.tagPolicies().getTagPolicy("pii").getDescription()).isEqualTo("Personal data");
    assertThat(admin.tagPolicies().listTagPolicies(new ListTagPoliciesRequest()))
        .extracting(policy -> policy.getValues().iterator().next().getName())
        .containsExactly("high");
    admin.entityTagAssignments().delete("columns", TABLE + ".email", "pii");
    admin.tagPolicies().deleteTagPolicy("pii");
    assertThatThrownBy(() -> admin.tagPolicies().getTagPolicy("pii")).isInstanceOf(NotFound.class);
  }
}
