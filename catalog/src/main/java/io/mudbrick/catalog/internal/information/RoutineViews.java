package io.mudbrick.catalog.internal.information;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.FunctionInfo;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.RowFilter;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.TagAssignment;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.internal.information.ObjectViews.Levels;
import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The views of functions, and of what they and tags do to columns. */
final class RoutineViews {
  private final Catalog catalog;
  private final Scope scope;

  RoutineViews(Catalog catalog, Scope scope) {
    this.catalog = catalog;
    this.scope = scope;
  }

  ColumnBatch routines() {
    ViewRows rows =
        new ViewRows(
            "specific_catalog",
            "specific_schema",
            "specific_name",
            "routine_catalog",
            "routine_schema",
            "routine_name",
            "routine_owner",
            "routine_type",
            "data_type",
            "full_data_type",
            "routine_body",
            "routine_definition",
            "external_language",
            "is_deterministic",
            "security_type",
            "comment",
            "created",
            "created_by",
            "last_altered",
            "last_altered_by");
    for (FunctionInfo function : scope.functions()) {
      Securable each = function.securable();
      FunctionSpec spec = function.spec();
      Levels at = Levels.of(each.ref());
      rows.add(
          each.created(),
          each.updated(),
          at.catalog(),
          at.schema(),
          at.name(),
          at.catalog(),
          at.schema(),
          at.name(),
          each.owner(),
          "FUNCTION",
          dataType(spec.returns()),
          spec.returns().sqlName(),
          spec.body().name(),
          spec.definition(),
          spec.language(),
          spec.deterministic() ? "YES" : "NO",
          "DEFINER",
          each.comment());
    }
    return rows.batch();
  }

  ColumnBatch parameters() {
    ViewRows rows =
        new ViewRows(
            "specific_catalog",
            "specific_schema",
            "specific_name",
            "ordinal_position",
            "parameter_mode",
            "parameter_name",
            "data_type",
            "full_data_type",
            "comment");
    for (FunctionInfo function : scope.functions()) {
      Levels at = Levels.of(function.securable().ref());
      List<FunctionSpec.Parameter> parameters = function.spec().parameters();
      for (int i = 0; i < parameters.size(); i++) {
        FunctionSpec.Parameter parameter = parameters.get(i);
        rows.add(
            at.catalog(),
            at.schema(),
            at.name(),
            i,
            "IN",
            parameter.name(),
            dataType(parameter.type()),
            parameter.type().sqlName(),
            parameter.comment());
      }
    }
    return rows.batch();
  }

  private static String dataType(SqlType type) {
    return type.sqlName().replaceAll("[(<].*", "").toUpperCase(Locale.ROOT);
  }

  ColumnBatch columnTags() {
    ViewRows rows =
        new ViewRows(
            "catalog_name", "schema_name", "table_name", "column_name", "tag_name", "tag_value");
    for (TableInfo table : scope.tables()) {
      SecurableRef ref = table.securable().ref();
      Levels at = Levels.of(ref);
      for (Column column : table.schema().columns()) {
        for (TagAssignment tag : catalog.tags().columnAssignments(ref, column.name())) {
          rows.add(at.catalog(), at.schema(), at.name(), column.name(), tag.key(), tag.value());
        }
      }
    }
    return rows.batch();
  }

  ColumnBatch rowFilters() {
    ViewRows rows =
        new ViewRows(
            "table_catalog",
            "table_schema",
            "table_name",
            "filter_catalog",
            "filter_schema",
            "filter_name",
            "target_columns");
    for (TableInfo table : scope.tables()) {
      RowFilter filter = table.rowFilter();
      if (filter != null) {
        Levels at = Levels.of(table.securable().ref());
        Levels by = Levels.of(SecurableRef.function(filter.function()));
        rows.add(
            at.catalog(),
            at.schema(),
            at.name(),
            by.catalog(),
            by.schema(),
            by.name(),
            String.join(",", filter.inputColumns()));
      }
    }
    return rows.batch();
  }

  ColumnBatch columnMasks() {
    ViewRows rows =
        new ViewRows(
            "table_catalog",
            "table_schema",
            "table_name",
            "column_name",
            "mask_catalog",
            "mask_schema",
            "mask_name",
            "using_columns");
    for (TableInfo table : scope.tables()) {
      Levels at = Levels.of(table.securable().ref());
      for (Map.Entry<String, ColumnMask> masked : new TreeMap<>(table.columnMasks()).entrySet()) {
        ColumnMask mask = masked.getValue();
        Levels by = Levels.of(SecurableRef.function(mask.function()));
        rows.add(
            at.catalog(),
            at.schema(),
            at.name(),
            masked.getKey(),
            by.catalog(),
            by.schema(),
            by.name(),
            String.join(",", mask.usingColumns()));
      }
    }
    return rows.batch();
  }
}
