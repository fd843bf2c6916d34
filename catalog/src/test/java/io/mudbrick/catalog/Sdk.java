package io.mudbrick.catalog;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.catalog.ColumnTypeName;
import com.databricks.sdk.service.catalog.CreateFunction;
import com.databricks.sdk.service.catalog.CreateFunctionParameterStyle;
import com.databricks.sdk.service.catalog.CreateFunctionRequest;
import com.databricks.sdk.service.catalog.CreateFunctionRoutineBody;
import com.databricks.sdk.service.catalog.CreateFunctionSecurityType;
import com.databricks.sdk.service.catalog.CreateFunctionSqlDataAccess;
import com.databricks.sdk.service.catalog.FunctionParameterInfo;
import com.databricks.sdk.service.catalog.FunctionParameterInfos;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import java.util.List;

/** The Databricks SDK as it is, and what tests drive it over. */
final class Sdk {
  static final String TABLE = "crm.sales.customers";

  private Sdk() {}

  /** As the user of a platform's token. */
  static WorkspaceClient client(Mudbrick platform) {
    return new WorkspaceClient(
        new DatabricksConfig()
            .setHost(platform.host().toString())
            .setToken(platform.token())
            .setAuthType("pat"));
  }

  /** A table of customers, and a user. */
  static void furnish(Mudbrick admin) {
    admin.module(Identity.class).createUser("mia");
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("crm");
    catalog.schemas().create("crm.sales");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("email", ColumnType.STRING).build();
    catalog.tables().create(TableSpec.builder(TABLE, schema).build());
  }

  /** A function that hides all of an address but its domain. */
  static CreateFunctionRequest maskEmail() {
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
}
