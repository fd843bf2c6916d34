package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.FunctionInfo;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Functions;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /functions}. */
final class FunctionsResource {
  private static final String FUNCTION = "/functions/{full_name}";

  private FunctionsResource() {}

  record Create(New functionInfo) {}

  record New(
      String name,
      String catalogName,
      String schemaName,
      FunctionWire.@Nullable Parameters inputParams,
      @Nullable String dataType,
      @Nullable String fullDataType,
      @Nullable String routineBody,
      @Nullable String routineDefinition,
      @Nullable String externalLanguage,
      @Nullable String externalName,
      @Nullable Boolean isDeterministic,
      @Nullable String comment) {

    FunctionSpec spec() {
      String fullName = catalogName + "." + schemaName + "." + name;
      boolean external = "EXTERNAL".equals(routineBody) || externalLanguage != null;
      FunctionSpec.Builder spec =
          external
              ? FunctionSpec.external(
                  fullName, externalLanguage == null ? "PYTHON" : externalLanguage)
              : FunctionSpec.sql(fullName);
      if (inputParams != null && inputParams.parameters() != null) {
        inputParams.parameters().stream()
            .sorted(
                Comparator.comparing(p -> p.position() == null ? Integer.MAX_VALUE : p.position()))
            .forEach(p -> spec.parameter(p.name(), p.type(), p.comment()));
      }
      String type = fullDataType != null ? fullDataType : dataType;
      if (type == null) {
        throw CatalogErrors.functionWithoutType(fullName);
      }
      return spec.returns(SqlType.parse(type))
          .body(routineDefinition)
          .externalName(externalName)
          .deterministic(isDeterministic == null || isDeterministic)
          .comment(comment)
          .build();
    }
  }

  record Update(@Nullable String owner) {}

  record All(List<FunctionWire> functions, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/functions", Policy.AUTHENTICATED, FunctionsResource::create)
        .get("/functions", Policy.AUTHENTICATED, FunctionsResource::list)
        .get(
            FUNCTION,
            Policy.AUTHENTICATED,
            call -> reply(call, functions(call).get(call.variable("full_name"))))
        .patch(FUNCTION, Policy.AUTHENTICATED, FunctionsResource::update)
        .delete(FUNCTION, Policy.AUTHENTICATED, FunctionsResource::delete);
  }

  private static Functions functions(HttpCall call) {
    return call.service(Catalog.class).functions();
  }

  private static HttpReply reply(HttpCall call, FunctionInfo function) {
    return HttpReply.json(FunctionWire.of(function, call.caller().metastoreId()));
  }

  /** The body comes wrapped in {@code function_info}. */
  private static HttpReply create(HttpCall call) {
    New request = call.request(Create.class).functionInfo();
    return reply(call, functions(call).create(request.spec()));
  }

  private static HttpReply list(HttpCall call) {
    String schema = call.required("catalog_name") + "." + call.required("schema_name");
    Page<FunctionInfo> page =
        Page.of(call, functions(call).list(schema), function -> function.securable().name());
    String metastoreId = call.caller().metastoreId();
    return HttpReply.json(
        new All(
            page.items().stream().map(f -> FunctionWire.of(f, metastoreId)).toList(),
            page.nextPageToken()));
  }

  private static HttpReply update(HttpCall call) {
    String owner = call.request(Update.class).owner();
    SecurableUpdate update = new SecurableUpdate(null, owner, null, null);
    return reply(call, functions(call).update(call.variable("full_name"), update));
  }

  private static HttpReply delete(HttpCall call) {
    functions(call).delete(call.variable("full_name"), "true".equals(call.query("force")));
    return HttpReply.empty();
  }
}
