package io.mudbrick.catalog;

import static io.mudbrick.catalog.Sdk.TABLE;
import static io.mudbrick.catalog.Sdk.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceConflict;
import com.databricks.sdk.service.catalog.CreateEntityTagAssignmentRequest;
import com.databricks.sdk.service.catalog.EntityTagAssignment;
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
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Governed tags through the Databricks SDK. */
@MudbrickTest
class GovernedTagsSdkTest {
  @BeforeEach
  void furnish(Mudbrick admin) {
    Sdk.furnish(admin);
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
