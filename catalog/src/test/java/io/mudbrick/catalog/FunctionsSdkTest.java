package io.mudbrick.catalog;

import static io.mudbrick.catalog.Sdk.client;
import static io.mudbrick.catalog.Sdk.maskEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.catalog.ColumnTypeName;
import com.databricks.sdk.service.catalog.FunctionInfo;
import com.databricks.sdk.service.catalog.FunctionInfoRoutineBody;
import com.databricks.sdk.service.catalog.ListFunctionsRequest;
import com.databricks.sdk.service.catalog.PermissionsChange;
import com.databricks.sdk.service.catalog.Privilege;
import com.databricks.sdk.service.catalog.UpdateFunction;
import com.databricks.sdk.service.catalog.UpdatePermissions;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions through the Databricks SDK. */
@MudbrickTest
class FunctionsSdkTest {
  @BeforeEach
  void furnish(Mudbrick admin) {
    Sdk.furnish(admin);
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
}
