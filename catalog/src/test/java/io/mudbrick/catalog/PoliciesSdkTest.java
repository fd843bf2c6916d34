package io.mudbrick.catalog;

import static io.mudbrick.catalog.Sdk.TABLE;
import static io.mudbrick.catalog.Sdk.client;
import static io.mudbrick.catalog.Sdk.maskEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.service.catalog.ColumnMaskOptions;
import com.databricks.sdk.service.catalog.CreateEntityTagAssignmentRequest;
import com.databricks.sdk.service.catalog.CreatePolicyRequest;
import com.databricks.sdk.service.catalog.EntityTagAssignment;
import com.databricks.sdk.service.catalog.ListPoliciesRequest;
import com.databricks.sdk.service.catalog.MatchColumn;
import com.databricks.sdk.service.catalog.PolicyInfo;
import com.databricks.sdk.service.catalog.PolicyType;
import com.databricks.sdk.service.catalog.SecurableType;
import com.databricks.sdk.service.catalog.UpdatePolicyRequest;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Masks and filters, by tags and set on tables, through the Databricks SDK and over REST. */
@MudbrickTest
class PoliciesSdkTest {
  @BeforeEach
  void furnish(Mudbrick admin) {
    Sdk.furnish(admin);
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
                .returns(SqlType.BOOLEAN)
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
}
