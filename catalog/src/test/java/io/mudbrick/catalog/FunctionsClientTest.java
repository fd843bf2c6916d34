package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import io.unitycatalog.client.ApiClient;
import io.unitycatalog.client.ApiClientBuilder;
import io.unitycatalog.client.ApiException;
import io.unitycatalog.client.api.FunctionsApi;
import io.unitycatalog.client.auth.TokenProvider;
import io.unitycatalog.client.model.ColumnTypeName;
import io.unitycatalog.client.model.CreateFunction;
import io.unitycatalog.client.model.CreateFunctionRequest;
import io.unitycatalog.client.model.FunctionInfo;
import io.unitycatalog.client.model.FunctionParameterInfo;
import io.unitycatalog.client.model.FunctionParameterInfos;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions through the client of Unity Catalog OSS. */
@MudbrickTest
class FunctionsClientTest {

  private static ApiClient client(Mudbrick platform) {
    return ApiClientBuilder.create()
        .uri(platform.host())
        .tokenProvider(TokenProvider.create(Map.of("type", "static", "token", platform.token())))
        .build();
  }

  @Test
  @Witness(
      client = "io.unitycatalog:unitycatalog-client 0.6.0",
      routes = {
        "POST /api/2.1/unity-catalog/functions",
        "GET /api/2.1/unity-catalog/functions",
        "GET /api/2.1/unity-catalog/functions/{full_name}",
        "DELETE /api/2.1/unity-catalog/functions/{full_name}"
      })
  void functions_are_made_found_and_deleted(Mudbrick platform) throws ApiException {
    platform.module(Catalog.class).catalogs().create("telco");
    platform.module(Catalog.class).schemas().create("telco.churn");
    FunctionsApi functions = new FunctionsApi(client(platform));
    FunctionInfo made =
        functions.createFunction(
            new CreateFunctionRequest()
                .functionInfo(
                    new CreateFunction()
                        .name("plus")
                        .catalogName("telco")
                        .schemaName("churn")
                        .inputParams(
                            new FunctionParameterInfos()
                                .parameters(
                                    List.of(
                                        new FunctionParameterInfo()
                                            .name("a")
                                            .typeName(ColumnTypeName.INT)
                                            .typeText("int")
                                            .typeJson("{}")
                                            .position(0))))
                        .dataType(ColumnTypeName.INT)
                        .fullDataType("INT")
                        .routineBody(CreateFunction.RoutineBodyEnum.EXTERNAL)
                        .routineDefinition("return a + 1")
                        .externalLanguage("python")
                        .parameterStyle(CreateFunction.ParameterStyleEnum.S)
                        .isDeterministic(true)
                        .sqlDataAccess(CreateFunction.SqlDataAccessEnum.NO_SQL)
                        .isNullCall(false)
                        .securityType(CreateFunction.SecurityTypeEnum.DEFINER)
                        .specificName("plus")
                        .comment("one more")));
    assertThat(made.getFullName()).isEqualTo("telco.churn.plus");
    FunctionInfo found = functions.getFunction("telco.churn.plus");
    assertThat(found.getRoutineDefinition()).isEqualTo("return a + 1");
    assertThat(found.getDataType()).isEqualTo(ColumnTypeName.INT);
    assertThat(found.getInputParams().getParameters().get(0).getTypeName())
        .isEqualTo(ColumnTypeName.INT);
    assertThat(functions.listFunctions("telco", "churn", 10, null).getFunctions())
        .extracting(FunctionInfo::getName)
        .containsExactly("plus");
    assertThatThrownBy(() -> platform.module(Catalog.class).functions().call("telco.churn.plus", 1))
        .hasMessageContaining("written in python, which cannot be run here");
    functions.deleteFunction("telco.churn.plus");
    assertThatThrownBy(() -> functions.getFunction("telco.churn.plus"))
        .isInstanceOf(ApiException.class);
  }
}
