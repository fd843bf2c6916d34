package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.ConstraintErrors;
import io.mudbrick.catalog.DeltaCommits;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.Tables;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.rest.unitycatalog.TableWire.RowFilterWire;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /tables} and {@code /table-summaries}. */
final class TablesResource {
  private TablesResource() {}

  record CreateTable(
      String name,
      String catalogName,
      String schemaName,
      @Nullable String tableType,
      @Nullable String dataSourceFormat,
      @Nullable String storageLocation,
      @Nullable List<ColumnWire> columns,
      @Nullable String comment,
      @Nullable Map<String, String> properties,
      @Nullable RowFilterWire rowFilter,
      @Nullable List<ConstraintWire> tableConstraints) {}

  record ListTables(List<TableWire> tables, @Nullable String nextPageToken) {}

  record Summary(String fullName, String tableType) {}

  record Summaries(List<Summary> tables, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/tables", Policy.AUTHENTICATED, TablesResource::create)
        .get("/tables", Policy.AUTHENTICATED, TablesResource::list)
        .get(
            "/tables/{full_name}",
            Policy.AUTHENTICATED,
            call -> reply(call, tables(call).get(call.variable("full_name"))))
        .get(
            "/tables/{full_name}/exists",
            Policy.AUTHENTICATED,
            call ->
                HttpReply.json(
                    Map.of("table_exists", tables(call).exists(call.variable("full_name")))))
        .get("/table-summaries", Policy.AUTHENTICATED, TablesResource::summaries)
        .patch("/tables/{full_name}", Policy.AUTHENTICATED, TablesResource::update)
        .delete("/tables/{full_name}", Policy.AUTHENTICATED, TablesResource::delete);
  }

  private static Tables tables(HttpCall call) {
    return call.service(Catalog.class).tables();
  }

  private static HttpReply reply(HttpCall call, TableInfo table) {
    return HttpReply.json(TableWire.of(table, call.caller().metastoreId()));
  }

  private static HttpReply create(HttpCall call) {
    CreateTable request = call.request(CreateTable.class);
    if (request.dataSourceFormat() != null && !request.dataSourceFormat().equals("DELTA")) {
      throw CatalogErrors.onlyDelta(request.dataSourceFormat());
    }
    Comparator<ColumnWire> byPosition =
        Comparator.comparing(c -> c.position() == null ? Integer.MAX_VALUE : c.position());
    List<ColumnWire> given = request.columns() == null ? List.of() : request.columns();
    List<ColumnWire> columns = given.stream().sorted(byPosition).toList();
    TableSpec.Builder spec =
        TableSpec.builder(
                request.catalogName() + "." + request.schemaName() + "." + request.name(),
                Schema.of(columns.stream().map(ColumnWire::column).toList()))
            .partitionedBy(partitions(columns))
            .comment(request.comment());
    for (ColumnWire column : columns) {
      if (column.mask() != null) {
        spec.columnMask(column.column().name(), column.mask().mask());
      }
    }
    if (request.rowFilter() != null) {
      spec.rowFilter(request.rowFilter().filter());
    }
    if (request.tableConstraints() != null) {
      request.tableConstraints().forEach(constraint -> constrain(spec, constraint));
    }
    if (request.properties() != null) {
      spec.properties(request.properties());
    }
    String location = request.storageLocation();
    boolean located = location != null && !location.isEmpty();
    String type = request.tableType() == null ? "MANAGED" : request.tableType();
    return switch (type) {
      case "MANAGED" -> {
        if (location != null && located) {
          DeltaCommits commits = call.service(Catalog.class).deltaCommits();
          yield reply(call, commits.create(spec.build(), LocalUri.directory(location)));
        }
        yield reply(call, tables(call).create(spec.build()));
      }
      case "EXTERNAL" -> {
        if (location == null || !located) {
          throw CatalogErrors.externalTableWithoutLocation();
        }
        yield reply(call, tables(call).createExternal(spec.build(), LocalUri.directory(location)));
      }
      default -> throw CatalogErrors.unknownTableType(type);
    };
  }

  private static void constrain(TableSpec.Builder spec, ConstraintWire constraint) {
    if (constraint.primaryKeyConstraint() != null) {
      spec.primaryKey(constraint.primaryKeyConstraint().key());
    } else if (constraint.foreignKeyConstraint() != null) {
      spec.foreignKey(constraint.foreignKeyConstraint().key());
    } else {
      throw ConstraintErrors.unknownConstraint();
    }
  }

  private static String[] partitions(List<ColumnWire> columns) {
    return columns.stream()
        .filter(c -> c.partitionIndex() != null)
        .sorted(Comparator.comparing(c -> c.partitionIndex() == null ? 0 : c.partitionIndex()))
        .map(c -> c.column().name())
        .toArray(String[]::new);
  }

  private static HttpReply list(HttpCall call) {
    String schema = call.required("catalog_name") + "." + call.required("schema_name");
    Page<TableInfo> page =
        Page.of(call, tables(call).list(schema), table -> table.securable().name());
    String metastoreId = call.caller().metastoreId();
    boolean columns = !Boolean.parseBoolean(call.query("omit_columns"));
    boolean properties = !Boolean.parseBoolean(call.query("omit_properties"));
    return HttpReply.json(
        new ListTables(
            page.items().stream()
                .map(t -> TableWire.of(t, metastoreId, columns, properties))
                .toList(),
            page.nextPageToken()));
  }

  private static HttpReply summaries(HttpCall call) {
    SecurableRef catalog = SecurableRef.catalog(call.required("catalog_name"));
    Predicate<String> schema = like(call.query("schema_name_pattern"));
    Predicate<String> table = like(call.query("table_name_pattern"));
    List<SecurableRef> all =
        call.service(Catalog.class).securables().list(SecurableType.TABLE).stream()
            .map(Securable::ref)
            .filter(ref -> ref.parent().parent().equals(catalog))
            .filter(ref -> schema.test(ref.parent().name()) && table.test(ref.name()))
            .toList();
    Page<SecurableRef> page = Page.of(call, all, SecurableRef::fullName);
    return HttpReply.json(
        new Summaries(
            page.items().stream()
                .map(ref -> tables(call).get(ref.fullName()))
                .map(found -> new Summary(found.fullName(), found.type().name()))
                .toList(),
            page.nextPageToken()));
  }

  /** An SQL pattern: {@code %} stands for anything, {@code _} for one character. */
  private static Predicate<String> like(@Nullable String pattern) {
    if (pattern == null || pattern.isEmpty()) {
      return name -> true;
    }
    String regex =
        pattern
            .codePoints()
            .mapToObj(
                c ->
                    c == '%'
                        ? ".*"
                        : c == '_' ? "." : Pattern.quote(new String(new int[] {c}, 0, 1)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).asMatchPredicate();
  }

  private static HttpReply update(HttpCall call) {
    UpdateWire request = call.request(UpdateWire.class);
    return reply(call, tables(call).update(call.variable("full_name"), request.update()));
  }

  private static HttpReply delete(HttpCall call) {
    tables(call).delete(call.variable("full_name"));
    return HttpReply.empty();
  }
}
