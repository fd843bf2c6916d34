package io.mudbrick.catalog;

import static io.mudbrick.catalog.Sdk.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.catalog.CreateTableConstraint;
import com.databricks.sdk.service.catalog.DeleteTableConstraintRequest;
import com.databricks.sdk.service.catalog.ForeignKeyConstraint;
import com.databricks.sdk.service.catalog.TableConstraint;
import io.mudbrick.catalog.InformationSchema.View;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Foreign keys, which say of what other table's key columns are. */
@MudbrickTest
@Tag("both-stores")
class ForeignKeysTest {
  private static final String CUSTOMERS = "telco.churn.customers";
  private static final String CALLS = "telco.churn.calls";
  private static final Schema CUSTOMER =
      Schema.builder().column("id", ColumnType.LONG).column("country", ColumnType.STRING).build();
  private static final Schema CALL =
      Schema.builder()
          .column("customer", ColumnType.LONG)
          .column("land", ColumnType.STRING)
          .column("minutes", ColumnType.DOUBLE)
          .build();

  private Catalog root;
  private Tables tables;

  @BeforeEach
  void make(Mudbrick admin) {
    root = admin.module(Catalog.class);
    tables = root.tables();
    root.catalogs().create("telco");
    root.schemas().create("telco.churn");
    tables.create(TableSpec.builder(CUSTOMERS, CUSTOMER).primaryKey("id").build());
    tables.create(TableSpec.builder(CALLS, CALL).build());
  }

  private static ForeignKey toCustomers() {
    return ForeignKey.of(List.of("customer"), CUSTOMERS);
  }

  private static CreateTableConstraint named(String name) {
    return new CreateTableConstraint()
        .setFullNameArg(CALLS)
        .setConstraint(
            new TableConstraint()
                .setForeignKeyConstraint(
                    new ForeignKeyConstraint()
                        .setName(name)
                        .setChildColumns(List.of("customer"))
                        .setParentTable(CUSTOMERS)
                        .setParentColumns(List.of("ID"))
                        .setRely(true)));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/constraints",
        "DELETE /api/2.1/unity-catalog/constraints/{full_name}"
      })
  void the_owner_of_both_tables_makes_one_reads_it_back_and_drops_it(Mudbrick platform) {
    Identity people = platform.module(Identity.class);
    people.createUser("ana");
    root.grants()
        .grant(
            SecurableRef.catalog("telco"),
            "ana",
            Privilege.USE_CATALOG,
            Privilege.USE_SCHEMA,
            Privilege.SELECT);
    tables.update(CALLS, SecurableUpdate.owner("ana"));
    WorkspaceClient ana = client(platform.as("ana"));
    CreateTableConstraint key = named("Who_Called");
    assertThatThrownBy(() -> ana.tableConstraints().create(key))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("customers");
    tables.update(CUSTOMERS, SecurableUpdate.owner("ana"));
    tables.update(CALLS, SecurableUpdate.owner("admin"));
    assertThatThrownBy(() -> ana.tableConstraints().create(key))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("calls");
    tables.update(CALLS, SecurableUpdate.owner("ana"));

    ForeignKeyConstraint made = ana.tableConstraints().create(key).getForeignKeyConstraint();
    assertThat(made.getName()).isEqualTo("who_called");
    assertThat(ana.tables().get(CALLS).getTableConstraints())
        .singleElement()
        .satisfies(
            c -> {
              ForeignKeyConstraint shown = c.getForeignKeyConstraint();
              assertThat(shown.getChildColumns()).containsExactly("customer");
              assertThat(shown.getParentTable()).isEqualTo(CUSTOMERS);
              assertThat(shown.getParentColumns()).containsExactly("id");
              assertThat(shown.getRely()).isTrue();
            });

    var drop =
        new DeleteTableConstraintRequest()
            .setFullName(CALLS)
            .setConstraintName("who_called")
            .setCascade(false);
    platform.module(Identity.class).createUser("eve");
    assertThatThrownBy(() -> client(platform.as("eve")).tableConstraints().delete(drop))
        .isInstanceOf(PermissionDenied.class);
    ana.tableConstraints().delete(drop);
    assertThat(ana.tables().get(CALLS).getTableConstraints()).isNullOrEmpty();
    assertThatThrownBy(() -> ana.tableConstraints().delete(drop)).isInstanceOf(NotFound.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = "DELETE /api/2.1/unity-catalog/constraints/{full_name}")
  void a_key_that_is_referred_to_goes_by_cascade_and_with_rights_to_all(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    admin.tableConstraints().create(named("who_called"));
    var drop =
        new DeleteTableConstraintRequest()
            .setFullName(CUSTOMERS)
            .setConstraintName("customers_pk")
            .setCascade(false);
    assertThatThrownBy(() -> admin.tableConstraints().delete(drop))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("cascade");

    platform.module(Identity.class).createUser("ana");
    root.grants()
        .grant(SecurableRef.catalog("telco"), "ana", Privilege.USE_CATALOG, Privilege.USE_SCHEMA);
    tables.update(CUSTOMERS, SecurableUpdate.owner("ana"));
    drop.setCascade(true);
    assertThatThrownBy(() -> client(platform.as("ana")).tableConstraints().delete(drop))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("calls");
    assertThat(tables.get(CUSTOMERS).primaryKey()).containsExactly("id");
    assertThat(tables.get(CALLS).foreignKeys()).hasSize(1);

    admin.tableConstraints().delete(drop);
    assertThat(tables.get(CUSTOMERS).primaryKey()).isEmpty();
    assertThat(tables.get(CALLS).foreignKeys()).isEmpty();
  }

  @Test
  void keys_come_with_a_table_or_the_table_does_not(Mudbrick platform) throws Exception {
    Map<String, Object> request =
        Map.of(
            "name", "bills",
            "catalog_name", "telco",
            "schema_name", "churn",
            "table_type", "MANAGED",
            "data_source_format", "DELTA",
            "columns",
                List.of(
                    Map.of("name", "nr", "type_text", "bigint", "type_name", "LONG"),
                    Map.of("name", "customer", "type_text", "bigint", "type_name", "LONG")),
            "table_constraints",
                List.of(
                    Map.of(
                        "primary_key_constraint",
                        Map.of("name", "bill", "child_columns", List.of("nr"), "rely", true)),
                    Map.of(
                        "foreign_key_constraint",
                        Map.of("child_columns", List.of("customer"), "parent_table", CUSTOMERS))));
    tables.dropConstraint(CUSTOMERS, "customers_pk", false);
    assertThat(post(platform, request).statusCode()).isEqualTo(404);
    assertThat(tables.exists("telco.churn.bills")).isFalse();

    tables.setPrimaryKey(CUSTOMERS, List.of("id"), "");
    HttpResponse<String> made = post(platform, request);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    TableInfo bills = tables.get("telco.churn.bills");
    assertThat(bills.primaryKeyName()).isEqualTo("bill");
    assertThat(bills.primaryKeyRely()).isTrue();
    assertThat(bills.foreignKeys())
        .containsExactly(
            new ForeignKey(
                "bills_customers_fk", List.of("customer"), CUSTOMERS, List.of("id"), false));
    assertThat(Json.object(made.body()).get("table_constraints")).asList().hasSize(2);
    assertThat(tables.list("telco.churn"))
        .filteredOn(table -> table.fullName().endsWith("bills"))
        .singleElement()
        .satisfies(table -> assertThat(table.foreignKeys()).hasSize(1));
  }

  private static HttpResponse<String> post(Mudbrick platform, Map<String, Object> body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(platform.uri() + "/api/2.1/unity-catalog/tables"))
                .header("Authorization", "Bearer " + platform.token())
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void columns_have_to_be_as_many_as_the_keys_and_of_its_types() {
    tables.dropConstraint(CUSTOMERS, "customers_pk", false);
    tables.setPrimaryKey(CUSTOMERS, List.of("id", "country"), "");
    refused("as many", toCustomers());
    refused("bigint", ForeignKey.of(List.of("land", "customer"), CUSTOMERS));
    refused("as many", ForeignKey.of(List.of("customer", "land", "minutes"), CUSTOMERS));
    refused("twice", ForeignKey.of(List.of("customer", "CUSTOMER"), CUSTOMERS));
    refused(
        "primary key", new ForeignKey(null, List.of("customer"), CUSTOMERS, List.of("id"), false));
    refused(
        "primary key",
        new ForeignKey(null, List.of("customer", "land"), CUSTOMERS, List.of("id", "id"), false));
    refused("nothing", ForeignKey.of(List.of("customer", "nothing"), CUSTOMERS));
    refused("does not exist", ForeignKey.of(List.of("customer"), "telco.churn.nothing"));
    refused("no primary key", ForeignKey.of(List.of("customer"), CALLS));
    refused("cannot be changed", ForeignKey.of(List.of("customer"), "system.access.audit"));

    ForeignKey turned =
        new ForeignKey(
            null, List.of("land", "customer"), CUSTOMERS, List.of("country", "ID"), false);
    assertThat(tables.addForeignKey(CALLS, turned).parentColumns())
        .containsExactly("country", "id");
    assertThat(rows(View.KEY_COLUMN_USAGE))
        .contains("calls_customers_fk land 1 2", "calls_customers_fk customer 2 1");
  }

  private void refused(String why, ForeignKey key) {
    assertThatThrownBy(() -> tables.addForeignKey(CALLS, key))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(why);
    assertThat(tables.get(CALLS).foreignKeys()).isEmpty();
  }

  @Test
  void names_are_once_a_schema() {
    assertThat(tables.addForeignKey(CALLS, toCustomers()).name()).isEqualTo("calls_customers_fk");
    assertThat(tables.addForeignKey(CALLS, toCustomers()).name()).isEqualTo("calls_customers_1_fk");
    ForeignKey taken =
        new ForeignKey("Customers_PK", List.of("customer"), CUSTOMERS, List.of(), false);
    assertThatThrownBy(() -> tables.addForeignKey(CALLS, taken))
        .hasMessageContaining("already exists");
    assertThatThrownBy(
            () ->
                tables.setPrimaryKey(
                    CALLS, new PrimaryKey("calls_customers_fk", List.of("customer"), null, false)))
        .hasMessageContaining("already exists");
    root.schemas().create("telco.other");
    tables.create(TableSpec.builder("telco.other.calls", CALL).build());
    assertThat(tables.addForeignKey("telco.other.calls", taken).name()).isEqualTo("customers_pk");
  }

  @Test
  void it_follows_renames_and_goes_with_either_table() {
    tables.addForeignKey(CALLS, toCustomers());
    tables.update(CUSTOMERS, SecurableUpdate.rename("people"));
    assertThat(tables.get(CALLS).foreignKeys())
        .extracting(ForeignKey::parentTable)
        .containsExactly("telco.churn.people");
    tables.delete("telco.churn.people");
    assertThat(tables.get(CALLS).foreignKeys()).isEmpty();

    tables.create(TableSpec.builder(CUSTOMERS, CUSTOMER).primaryKey("id").build());
    tables.addForeignKey(CALLS, toCustomers());
    tables.delete(CALLS);
    tables.dropConstraint(CUSTOMERS, "customers_pk", false);
    assertThat(tables.get(CUSTOMERS).primaryKey()).isEmpty();
  }

  @Test
  void a_table_may_refer_to_itself() {
    tables.create(
        TableSpec.builder(
                "telco.churn.staff",
                Schema.builder()
                    .column("id", ColumnType.LONG)
                    .column("boss", ColumnType.LONG)
                    .build())
            .primaryKey("id")
            .foreignKey(ForeignKey.of(List.of("boss"), "telco.churn.staff"))
            .build());
    assertThat(tables.get("telco.churn.staff").foreignKeys()).hasSize(1);
    tables.dropConstraint("telco.churn.staff", "staff_pk", true);
    assertThat(tables.get("telco.churn.staff").foreignKeys()).isEmpty();
    tables.delete("telco.churn.staff");
  }

  @Test
  void the_information_schema_tells_of_it() {
    tables.addForeignKey(CALLS, toCustomers());
    assertThat(rows(View.TABLE_CONSTRAINTS))
        .containsExactlyInAnyOrder("customers_pk PRIMARY KEY", "calls_customers_fk FOREIGN KEY");
    assertThat(rows(View.KEY_COLUMN_USAGE))
        .containsExactlyInAnyOrder("customers_pk id 1 null", "calls_customers_fk customer 1 1");
    assertThat(rows(View.REFERENTIAL_CONSTRAINTS))
        .containsExactly("calls_customers_fk customers_pk NO ACTION");
    assertThat(rows(View.CONSTRAINT_TABLE_USAGE))
        .containsExactlyInAnyOrder("customers_pk customers", "calls_customers_fk customers");
    assertThat(rows(View.CONSTRAINT_COLUMN_USAGE))
        .containsExactlyInAnyOrder("customers_pk customers id", "calls_customers_fk customers id");
  }

  private List<String> rows(View view) {
    return root.informationSchema().rows(view, "telco").toRows().stream()
        .map(row -> row.get("constraint_name") + more(view, row))
        .toList();
  }

  private static String more(View view, Row row) {
    return switch (view) {
      case TABLE_CONSTRAINTS -> " " + row.get("constraint_type");
      case KEY_COLUMN_USAGE ->
          " "
              + row.get("column_name")
              + " "
              + row.get("ordinal_position")
              + " "
              + row.get("position_in_unique_constraint");
      case REFERENTIAL_CONSTRAINTS ->
          " " + row.get("unique_constraint_name") + " " + row.get("delete_rule");
      case CONSTRAINT_TABLE_USAGE -> " " + row.get("table_name");
      case CONSTRAINT_COLUMN_USAGE -> " " + row.get("table_name") + " " + row.get("column_name");
      default -> throw new IllegalArgumentException(view.name());
    };
  }
}
