package io.mudbrick.catalog;

import static io.mudbrick.catalog.Sdk.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.service.catalog.ColumnInfo;
import com.databricks.sdk.service.catalog.ColumnTypeName;
import com.databricks.sdk.service.catalog.CreateTableRequest;
import com.databricks.sdk.service.catalog.DataSourceFormat;
import com.databricks.sdk.service.catalog.TableType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns of every type, and tables that only Kernel reads, at the catalog's doors. */
@MudbrickTest
class ColumnsAtTheDoorTest {
  @BeforeEach
  void furnish(Mudbrick admin) {
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
  }

  @Test
  void a_table_that_only_kernel_reads_gets_a_name_and_is_read_by_its_grants(Mudbrick admin)
      throws Exception {
    Catalog catalog = admin.module(Catalog.class);
    Path deleted =
        Path.of(
            Objects.requireNonNull(
                    getClass().getClassLoader().getResource("foreign/tables/deleted"))
                .toURI());
    catalog
        .tables()
        .createExternal(
            TableSpec.builder("telco.churn.theirs", Schema.of(List.of())).build(), deleted);
    admin.module(Identity.class).createUser("ann");

    DeltaTable table = catalog.tables().open("telco.churn.theirs");

    assertThat(table.read().where("id > 10 AND name <> 'n12'").count()).isEqualTo(7);
    assertThat(table.detail().features()).contains("deletionVectors");
    assertThatThrownBy(table::write).hasMessageContaining("deletionVectors");
    assertThatThrownBy(
            () -> admin.as("ann").module(Catalog.class).tables().open("telco.churn.theirs"))
        .hasMessageContaining("USE CATALOG");
  }

  @Test
  void columns_of_every_type_are_made_and_shown_over_rest(Mudbrick admin) {
    Map<String, ColumnTypeName> types =
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("boolean", ColumnTypeName.BOOLEAN),
                Map.entry("tinyint", ColumnTypeName.BYTE),
                Map.entry("smallint", ColumnTypeName.SHORT),
                Map.entry("int", ColumnTypeName.INT),
                Map.entry("bigint", ColumnTypeName.LONG),
                Map.entry("float", ColumnTypeName.FLOAT),
                Map.entry("double", ColumnTypeName.DOUBLE),
                Map.entry("string", ColumnTypeName.STRING),
                Map.entry("binary", ColumnTypeName.BINARY),
                Map.entry("date", ColumnTypeName.DATE),
                Map.entry("timestamp", ColumnTypeName.TIMESTAMP),
                Map.entry("decimal(10,2)", ColumnTypeName.DECIMAL),
                Map.entry("array<float>", ColumnTypeName.ARRAY),
                Map.entry("map<string,array<int>>", ColumnTypeName.MAP),
                Map.entry("struct<a:int,b:struct<c:date>>", ColumnTypeName.STRUCT)));
    List<ColumnInfo> columns = new ArrayList<>();
    types.forEach(
        (text, name) ->
            columns.add(
                new ColumnInfo()
                    .setName("c" + columns.size())
                    .setTypeText(text)
                    .setTypeName(name)
                    .setComment("a " + text)
                    .setPosition((long) columns.size())));

    client(admin)
        .tables()
        .create(
            new CreateTableRequest()
                .setCatalogName("telco")
                .setSchemaName("churn")
                .setName("every")
                .setTableType(TableType.MANAGED)
                .setDataSourceFormat(DataSourceFormat.DELTA)
                .setColumns(columns));

    List<ColumnInfo> shown =
        List.copyOf(client(admin).tables().get("telco.churn.every").getColumns());
    assertThat(shown).extracting(ColumnInfo::getTypeText).containsExactlyElementsOf(types.keySet());
    assertThat(shown).extracting(ColumnInfo::getTypeName).containsExactlyElementsOf(types.values());
    ColumnInfo array = shown.get(0);
    assertThat(array.getTypeText()).isEqualTo("array<float>");
    assertThat(array.getTypeJson())
        .isEqualTo(
            "{\"name\":\"c0\",\"type\":{\"type\":\"array\",\"elementType\":\"float\","
                + "\"containsNull\":true},\"nullable\":true,"
                + "\"metadata\":{\"comment\":\"a array<float>\"}}");
    ColumnInfo decimal =
        shown.stream()
            .filter(c -> c.getTypeName() == ColumnTypeName.DECIMAL)
            .findAny()
            .orElseThrow();
    assertThat(decimal.getTypePrecision()).isEqualTo(10);
    assertThat(decimal.getTypeScale()).isEqualTo(2);
    DeltaTable table = admin.module(Catalog.class).tables().open("telco.churn.every");
    table.append(List.of(Row.of(table.schema(), Map.of("c0", List.of(1.5f)))));
    assertThat(table.read().toRows().get(0).getList("c0")).containsExactly(1.5f);
  }
}
