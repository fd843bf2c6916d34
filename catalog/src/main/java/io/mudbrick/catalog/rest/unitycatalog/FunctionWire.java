package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.FunctionInfo;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function on the wire. */
record FunctionWire(
    String name,
    String catalogName,
    String schemaName,
    String fullName,
    @Nullable Parameters inputParams,
    String dataType,
    String fullDataType,
    String routineBody,
    @Nullable String routineDefinition,
    @Nullable String externalLanguage,
    @Nullable String externalName,
    String parameterStyle,
    boolean isDeterministic,
    String sqlDataAccess,
    boolean isNullCall,
    String securityType,
    String specificName,
    String functionId,
    String metastoreId,
    String owner,
    @Nullable String comment,
    long createdAt,
    String createdBy,
    long updatedAt,
    String updatedBy) {

  record Parameters(@Nullable List<Parameter> parameters) {}

  record Parameter(
      String name,
      @Nullable String typeText,
      @Nullable String typeJson,
      @Nullable String typeName,
      @Nullable Integer position,
      @Nullable String parameterMode,
      @Nullable String parameterType,
      @Nullable String comment) {

    static Parameter of(FunctionSpec.Parameter parameter, int position) {
      String json =
          Json.write(
              Map.of(
                  "name", parameter.name(),
                  "type", parameter.type().sqlName(),
                  "nullable", true,
                  "metadata", Map.of()));
      return new Parameter(
          parameter.name(),
          parameter.type().sqlName(),
          json,
          FunctionWire.typeName(parameter.type()),
          position,
          "IN",
          "PARAM",
          parameter.comment());
    }

    SqlType type() {
      return SqlType.parse(typeText != null ? typeText : String.valueOf(typeName));
    }
  }

  static FunctionWire of(FunctionInfo function, String metastoreId) {
    Securable securable = function.securable();
    FunctionSpec spec = function.spec();
    String[] names = securable.fullName().split("\\.", -1);
    List<Parameter> parameters = new ArrayList<>();
    spec.parameters().forEach(p -> parameters.add(Parameter.of(p, parameters.size())));
    return new FunctionWire(
        names[2],
        names[0],
        names[1],
        securable.fullName(),
        new Parameters(parameters),
        typeName(spec.returns()),
        spec.returns().sqlName().toUpperCase(Locale.ROOT),
        spec.body().name(),
        spec.definition(),
        spec.language(),
        spec.externalName(),
        "S",
        spec.deterministic(),
        spec.body() == FunctionSpec.Body.SQL ? "CONTAINS_SQL" : "NO_SQL",
        true,
        "DEFINER",
        names[2],
        securable.id(),
        metastoreId,
        securable.owner(),
        securable.comment(),
        securable.created().at().toEpochMilli(),
        securable.created().by(),
        securable.updated().at().toEpochMilli(),
        securable.updated().by());
  }

  /** The name in Unity Catalog's list of types. */
  private static String typeName(SqlType type) {
    if (type instanceof SqlType.Simple simple) {
      return simple == SqlType.Simple.VOID ? "NULL" : simple.name();
    }
    if (type instanceof SqlType.Decimal) {
      return "DECIMAL";
    }
    return type instanceof SqlType.Array
        ? "ARRAY"
        : type instanceof SqlType.MapOf ? "MAP" : "STRUCT";
  }
}
