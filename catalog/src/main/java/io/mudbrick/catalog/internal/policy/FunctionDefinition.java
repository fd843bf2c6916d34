package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.platform.expr.SqlSchema;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as the store keeps it.
 *
 * @param calls the ids of the functions that the body calls, by their names there: whoever makes
 *     another function of that name later is not called. Missing in what was stored long ago
 */
public record FunctionDefinition(
    List<Parameter> parameters,
    String returns,
    String body,
    @Nullable String definition,
    @Nullable String language,
    @Nullable String externalName,
    boolean deterministic,
    @Nullable Map<String, String> calls) {

  /** A parameter. */
  public record Parameter(String name, String type, @Nullable String comment) {}

  public static FunctionDefinition of(FunctionSpec spec, Map<String, String> calls) {
    return new FunctionDefinition(
        spec.parameters().stream()
            .map(p -> new Parameter(p.name(), p.type().sqlName(), p.comment()))
            .toList(),
        spec.returns().sqlName(),
        spec.body().name(),
        spec.definition(),
        spec.language(),
        spec.externalName(),
        spec.deterministic(),
        calls);
  }

  public static FunctionDefinition read(String json) {
    return Json.read(json, FunctionDefinition.class);
  }

  public String json() {
    return Json.write(this);
  }

  public FunctionSpec spec(String fullName, @Nullable String comment) {
    List<FunctionSpec.Parameter> all = new ArrayList<>();
    for (Parameter parameter : parameters) {
      all.add(
          new FunctionSpec.Parameter(
              parameter.name(), SqlType.parse(parameter.type()), parameter.comment()));
    }
    return new FunctionSpec(
        fullName,
        all,
        SqlType.parse(returns),
        FunctionSpec.Body.valueOf(body),
        definition,
        language,
        externalName,
        deterministic,
        comment);
  }

  /** The columns that the body of an SQL function sees. */
  static SqlSchema schema(FunctionSpec spec) {
    SqlSchema schema = SqlSchema.empty();
    for (FunctionSpec.Parameter parameter : spec.parameters()) {
      schema = schema.with(parameter.name(), parameter.type());
    }
    return schema;
  }
}
