package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.FunctionInfo;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.FeatureSpecInfo;
import io.mudbrick.featurestore.NewFeatureSpec;
import io.mudbrick.featurestore.internal.SpecErrors;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import io.mudbrick.platform.expr.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Feature specs in the catalog, for one caller: functions whose source is the spec. */
public final class FeatureSpecs {
  /** The language that tells them from other functions. */
  public static final String LANGUAGE = "FEATURE_SPEC";

  private final ModuleContext context;
  private final Caller caller;
  private final Catalog catalog;
  private final FeatureTables tables;

  public FeatureSpecs(ModuleContext context, Caller caller, Catalog catalog, FeatureTables tables) {
    this.context = context;
    this.caller = caller;
    this.catalog = catalog;
    this.tables = tables;
  }

  public FeatureSpecInfo create(NewFeatureSpec wanted) {
    FeatureSpec spec = new SpecMaker(catalog, tables, wanted).make();
    FunctionSpec.Builder function =
        FunctionSpec.external(wanted.name(), LANGUAGE)
            .returns(outputs(spec))
            .body(spec.toYaml())
            .comment(wanted.comment());
    for (SpecColumn column : spec.columns()) {
      if (column instanceof FeatureSpec.Sent) {
        function.parameter(column.name(), type(column));
      }
    }
    FunctionInfo made = catalog.functions().create(function.build());
    publishLineage(spec, entity(made.fullName()));
    return info(made);
  }

  private EntityRef entity(String name) {
    return new EntityRef(EntityRef.Type.FUNCTION, caller.metastoreId(), name);
  }

  private static SqlType type(SpecColumn column) {
    return SqlType.parse(column.type().sqlName());
  }

  /** For those who look at the function: names as a type's text can hold them. */
  private static SqlType outputs(FeatureSpec spec) {
    List<SqlType.Field> fields = new ArrayList<>();
    for (SpecColumn column : spec.columns()) {
      if (column.include()) {
        fields.add(new SqlType.Field(column.name().replaceAll("\\W", "_"), type(column)));
      }
    }
    return fields.isEmpty() ? SqlType.VOID : new SqlType.Struct(fields);
  }

  private void publishLineage(FeatureSpec spec, EntityRef made) {
    Map<EntityRef, List<ColumnFlow>> flows = new LinkedHashMap<>();
    for (SpecColumn column : spec.columns()) {
      if (column instanceof FeatureSpec.LookedUp lookup) {
        flows
            .computeIfAbsent(catalog.lineage().table(lookup.table()), t -> new ArrayList<>())
            .add(new ColumnFlow(lookup.feature(), lookup.name()));
      } else if (column instanceof FeatureSpec.Computed computed) {
        flows.computeIfAbsent(entity(computed.function()), f -> new ArrayList<>());
      }
    }
    flows.forEach(
        (source, columns) ->
            context
                .events()
                .publish(
                    new LineageEdge(source, made, caller, context.clock().instant(), columns)));
  }

  public FeatureSpecInfo get(String name) {
    return info(catalog.functions().get(name));
  }

  /** The spec of a name, for a caller who is to run it. */
  public FeatureSpec executable(String name) {
    FeatureSpecInfo info = get(name);
    catalog.grants().require(SecurableRef.function(info.name()), Privilege.EXECUTE);
    return info.spec();
  }

  public List<FeatureSpecInfo> list(String schema) {
    return catalog.functions().list(schema).stream()
        .filter(FeatureSpecs::isSpec)
        .map(FeatureSpecs::info)
        .toList();
  }

  public FeatureSpecInfo update(String name, SecurableUpdate update) {
    FeatureSpecInfo before = get(name);
    return info(catalog.functions().update(before.name(), update));
  }

  public void delete(String name) {
    catalog.functions().delete(get(name).name());
  }

  private static boolean isSpec(FunctionInfo function) {
    return LANGUAGE.equals(function.spec().language());
  }

  private static FeatureSpecInfo info(FunctionInfo function) {
    if (!isSpec(function)) {
      throw SpecErrors.notASpec(function.fullName());
    }
    Securable securable = function.securable();
    return new FeatureSpecInfo(
        securable.fullName(),
        securable.id(),
        securable.owner(),
        securable.comment(),
        securable.created().at(),
        FeatureSpec.parse(String.valueOf(function.spec().definition())));
  }
}
