package io.mudbrick.catalog;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.http.Routes.Route;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every route of the catalog, walked up to by those who may enter somewhere: a route that the list
 * does not name fails, so that nobody adds one without saying who may call it.
 */
@MudbrickTest
class RoleMatrixTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String UC = "/api/2.1/unity-catalog";
  private static final Schema KEYED =
      Schema.builder().column(new Column("id", ColumnType.LONG, false, null)).build();

  /** Each may do what those before may. */
  enum Role {
    ANYBODY,
    READER,
    WRITER,
    OWNER,
    ADMIN
  }

  private static final Map<String, Role> LEAST =
      Map.ofEntries(
          entry("GET /metastore_summary", Role.ANYBODY),
          entry("GET /metastores", Role.ANYBODY),
          entry("GET /metastores/{id}", Role.ANYBODY),
          entry("GET /current-metastore-assignment", Role.ANYBODY),
          entry("POST /catalogs", Role.ADMIN),
          entry("GET /catalogs", Role.ANYBODY),
          entry("GET /catalogs/{name}", Role.READER),
          entry("PATCH /catalogs/{name}", Role.OWNER),
          entry("DELETE /catalogs/{name}", Role.OWNER),
          entry("POST /schemas", Role.OWNER),
          entry("GET /schemas", Role.ANYBODY),
          entry("GET /schemas/{full_name}", Role.READER),
          entry("PATCH /schemas/{full_name}", Role.OWNER),
          entry("DELETE /schemas/{full_name}", Role.OWNER),
          entry("POST /tables", Role.OWNER),
          entry("GET /tables", Role.ANYBODY),
          entry("GET /tables/{full_name}", Role.READER),
          entry("GET /tables/{full_name}/exists", Role.ANYBODY),
          entry("GET /table-summaries", Role.ANYBODY),
          entry("PATCH /tables/{full_name}", Role.WRITER),
          entry("DELETE /tables/{full_name}", Role.OWNER),
          entry("POST /constraints", Role.OWNER),
          entry("DELETE /constraints/{full_name}", Role.OWNER),
          entry("POST /staging-tables", Role.OWNER),
          entry("POST /delta/preview/commits", Role.WRITER),
          entry("GET /delta/preview/commits", Role.READER),
          entry("POST /volumes", Role.OWNER),
          entry("GET /volumes", Role.ANYBODY),
          entry("GET /volumes/{name}", Role.READER),
          entry("PATCH /volumes/{name}", Role.OWNER),
          entry("DELETE /volumes/{name}", Role.OWNER),
          entry("GET /permissions/{type}/{full_name}", Role.READER),
          entry("GET /privilege-assignments/{type}/{full_name}", Role.READER),
          entry("PATCH /permissions/{type}/{full_name}", Role.OWNER),
          entry("GET /effective-permissions/{type}/{full_name}", Role.READER),
          entry("GET /effective-privilege-assignments/{type}/{full_name}", Role.READER),
          entry("POST /entity-tag-assignments", Role.OWNER),
          entry("GET /entity-tag-assignments/{entity_type}/{entity_name}/tags", Role.READER),
          entry(
              "GET /entity-tag-assignments/{entity_type}/{entity_name}/tags/{tag_key}",
              Role.READER),
          entry(
              "PATCH /entity-tag-assignments/{entity_type}/{entity_name}/tags/{tag_key}",
              Role.OWNER),
          entry(
              "DELETE /entity-tag-assignments/{entity_type}/{entity_name}/tags/{tag_key}",
              Role.OWNER),
          entry("POST /temporary-table-credentials", Role.WRITER),
          entry("POST /temporary-volume-credentials", Role.WRITER),
          entry("POST /temporary-path-credentials", Role.ADMIN),
          entry("POST /functions", Role.OWNER),
          entry("GET /functions", Role.ANYBODY),
          entry("GET /functions/{full_name}", Role.READER),
          entry("PATCH /functions/{full_name}", Role.OWNER),
          entry("DELETE /functions/{full_name}", Role.OWNER),
          entry("PUT /tables/{full_name}/columns/{column}/mask", Role.OWNER),
          entry("DELETE /tables/{full_name}/columns/{column}/mask", Role.OWNER),
          entry("PUT /tables/{full_name}/row-filter", Role.OWNER),
          entry("DELETE /tables/{full_name}/row-filter", Role.OWNER),
          entry("POST /tag-policies", Role.ADMIN),
          entry("GET /tag-policies", Role.ANYBODY),
          entry("GET /tag-policies/{tag_key}", Role.ANYBODY),
          entry("PATCH /tag-policies/{tag_key}", Role.ADMIN),
          entry("DELETE /tag-policies/{tag_key}", Role.ADMIN),
          entry("POST /policies", Role.OWNER),
          entry("GET /policies/{on_securable_type}/{on_securable_fullname}", Role.OWNER),
          entry("GET /policies/{on_securable_type}/{on_securable_fullname}/{name}", Role.OWNER),
          entry("PATCH /policies/{on_securable_type}/{on_securable_fullname}/{name}", Role.OWNER),
          entry("DELETE /policies/{on_securable_type}/{on_securable_fullname}/{name}", Role.OWNER),
          entry("GET /search", Role.ANYBODY),
          entry("GET /most-used", Role.ANYBODY),
          entry("GET /lineage", Role.READER),
          entry("GET /table-lineage", Role.READER),
          entry("GET /column-lineage", Role.READER));

  @TempDir private Path directory;
  private String tableId = "";
  private String volumeId = "";

  @BeforeEach
  void furnish(Mudbrick admin) {
    Identity people = admin.module(Identity.class);
    for (String name : List.of("anybody", "reader", "writer", "owner", "victim")) {
      people.createUser(name);
    }
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");

    tableId =
        catalog
            .tables()
            .create(TableSpec.builder("telco.churn.customers", KEYED).build())
            .securable()
            .id();
    catalog
        .functions()
        .create(
            FunctionSpec.sql("telco.churn.f")
                .parameter("id", SqlType.LONG)
                .returns(SqlType.BOOLEAN)
                .body("id > 0")
                .build());
    volumeId = catalog.volumes().create("telco.churn.files", null).securable().id();
    SecurableRef telco = SecurableRef.catalog("telco");
    Grants grants = catalog.grants();
    for (String name : List.of("reader", "writer")) {
      grants.grant(
          telco,
          name,
          Privilege.USE_CATALOG,
          Privilege.USE_SCHEMA,
          Privilege.SELECT,
          Privilege.EXECUTE,
          Privilege.READ_VOLUME);
    }
    grants.grant(telco, "writer", Privilege.MODIFY, Privilege.WRITE_VOLUME);
    for (SecurableRef owned :
        List.of(
            SecurableRef.table("telco.churn.customers"),
            SecurableRef.volume("telco.churn.files"),
            SecurableRef.function("telco.churn.f"),
            SecurableRef.schema("telco.churn"),
            telco)) {
      catalog.securables().update(owned, SecurableUpdate.owner("owner"));
    }
  }

  private String body(Route route) {
    String template = route.template();
    if (route.method().equals("PATCH") && template.contains("/tables/")) {
      return "{\"comment\": \"a writer may say what it is\"}";
    }
    String operation =
        template.contains("-volume-")
            ? "WRITE_VOLUME"
            : template.contains("-path-") ? "PATH_READ" : "READ_WRITE";
    return """
        {"name": "x", "catalog_name": "telco", "schema_name": "churn", "comment": "c",
         "columns": [{"name": "id", "type_text": "bigint"}],
         "changes": [{"principal": "victim", "add": ["SELECT"]}],
         "full_name_arg": "telco.churn.customers",
         "constraint": {"primary_key_constraint": {"child_columns": ["id"]}},
         "table_id": "%s", "volume_id": "%s", "operation": "%s", "url": "%s",
         "table_uri": "file:///tmp", "commit_info": {"version": 1, "file_name": "f", "file_size": 1},
         "entity_type": "tables", "entity_name": "telco.churn.customers",
         "tag_key": "k", "tag_value": "v",
         "function_name": "telco.churn.f", "input_column_names": ["id"],
         "policy_type": "POLICY_TYPE_ROW_FILTER", "on_securable_type": "TABLE",
         "on_securable_fullname": "telco.churn.customers", "to_principals": ["victim"],
         "row_filter": {"function_name": "telco.churn.f", "using": [{"constant": "1"}]},
         "function_info": {"name": "g", "catalog_name": "telco", "schema_name": "churn",
           "full_data_type": "INT", "routine_body": "SQL", "routine_definition": "1"}}
        """
        .formatted(tableId, volumeId, operation, directory.toUri());
  }

  private String path(Mudbrick platform, Route route) {
    String template = route.template();
    String name =
        template.contains("/schemas/")
            ? "telco.churn"
            : template.contains("/catalogs/")
                ? "telco"
                : template.contains("/volumes/")
                    ? "telco.churn.files"
                    : template.contains("/functions/") ? "telco.churn.f" : "telco.churn.customers";
    return template
            .replace("{id}", platform.workspace().metastoreId())
            .replace("{type}", "table")
            .replace("{on_securable_type}", "table")
            .replace("{on_securable_fullname}/{name}", "telco.churn.customers/p")
            .replace("{entity_type}", "tables")
            .replace("{tag_key}", "k")
            .replace("{column}", "id")
            .replaceAll("\\{[a-z_]+}", name)
        + "?catalog_name=telco&schema_name=churn&force=true"
        + "&table_name=telco.churn.customers&column_name=id&query=customers"
        + "&type=table&name=telco.churn.customers&direction=upstream"
        + "&constraint_name=customers_pk&table_uri=file:///tmp&table_id="
        + tableId;
  }

  private static HttpResponse<String> call(
      Mudbrick platform, String token, String method, String path, String body)
      throws IOException, InterruptedException {
    boolean bodiless = method.equals("GET") || method.equals("DELETE");
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(platform.uri() + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(method, bodiless ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Masks hide files, so they come late; what deletes last, and of that, what holds others. */
  private static List<Route> routes(Mudbrick platform) {
    return platform.routes().stream()
        .filter(r -> LEAST.containsKey(key(r)))
        .sorted(
            Comparator.comparing((Route r) -> r.method().equals("DELETE"))
                .thenComparing(r -> r.method().equals("PUT"))
                .thenComparing(r -> r.template().contains("/schemas/"))
                .thenComparing(r -> r.template().contains("/catalogs/"))
                .thenComparing(r -> r.method().equals("PATCH")))
        .toList();
  }

  private static String key(Route route) {
    return route.method()
        + " "
        + route
            .template()
            .replaceFirst("^/api/2\\.[01]/(unity-catalog|mudbrick|lineage-tracking)", "");
  }

  @Test
  void every_route_says_who_may_call_it(Mudbrick platform) {
    assertThat(
            platform.routes().stream()
                .filter(
                    r ->
                        r.template()
                            .matches("/api/2\\.[01]/(unity-catalog|mudbrick|lineage-.*)/.*"))
                .map(RoleMatrixTest::key)
                .filter(key -> !key.equals("POST /backup"))) // the core's
        .isSubsetOf(LEAST.keySet());
  }

  @ParameterizedTest
  @EnumSource
  void a_role_may_call_what_it_may_call_and_nothing_else(Role role, Mudbrick admin)
      throws Exception {
    String token =
        role == Role.ADMIN ? admin.token() : admin.as(role.name().toLowerCase(Locale.ROOT)).token();
    for (Route route : routes(admin)) {
      HttpResponse<String> reply =
          call(admin, token, route.method(), path(admin, route), body(route));
      boolean may = role.compareTo(LEAST.getOrDefault(key(route), Role.ADMIN)) >= 0;
      boolean byId =
          key(route).matches("POST /temporary-(table|volume)-credentials|.*/preview/commits");
      if (may) {
        // What was deleted before, or was never there, is missing; never forbidden.
        assertThat(reply.statusCode())
            .as("%s %s: %s", role, route, reply.body())
            .isIn(200, 400, 404);
        assertThat(reply.body()).doesNotContain("MALFORMED_REQUEST");
      } else {
        assertThat(reply.statusCode())
            .as("%s %s: %s", role, route, reply.body())
            .isEqualTo(byId && role == Role.ANYBODY ? 404 : 403);
      }
    }
  }

  /** The path decides, and only the path: what the body or the query say of another is not done. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PATCH | /tables/telco.churn.secret | {\"full_name\": \"telco.open.mine\", \"catalog_name\": \"telco\", \"schema_name\": \"open\", \"name\": \"mine\", \"comment\": \"seized\"}",
        "PATCH | /schemas/telco.churn | {\"full_name\": \"telco.open\", \"name\": \"open\", \"comment\": \"seized\"}",
        "PATCH | /permissions/table/telco.churn.secret | {\"full_name\": \"telco.open.mine\", \"securable_type\": \"schema\", \"changes\": [{\"principal\": \"eve\", \"add\": [\"SELECT\"]}]}",
        "PATCH | /permissions/table/telco.churn.secret?full_name=telco.open.mine | {\"changes\": [{\"principal\": \"eve\", \"add\": [\"SELECT\"]}]}",
        "GET | /tables/telco.churn.secret?full_name=telco.open.mine | {}",
        "GET | /effective-permissions/table/telco.churn.secret?full_name=telco.open.mine | {}",
        "GET | /entity-tag-assignments/tables/telco.churn.secret/tags?entity_name=telco.open.mine | {}",
        "PATCH | /entity-tag-assignments/tables/telco.churn.secret/tags/k?update_mask=tag_value | {\"entity_type\": \"tables\", \"entity_name\": \"telco.open.mine\", \"tag_key\": \"k\", \"tag_value\": \"seized\"}",
        "DELETE | /tables/telco.churn.secret?full_name=telco.open.mine | {}",
        "POST | /constraints?full_name_arg=telco.open.mine | {\"full_name_arg\": \"telco.churn.secret\", \"constraint\": {\"primary_key_constraint\": {\"child_columns\": [\"id\"]}}}",
        "POST | /constraints | {\"full_name_arg\": \"telco.open.mine\", \"constraint\": {\"foreign_key_constraint\": {\"child_columns\": [\"id\"], \"parent_table\": \"telco.churn.secret\"}}}",
        "POST | /constraints | {\"full_name_arg\": \"telco.churn.secret\", \"constraint\": {\"foreign_key_constraint\": {\"child_columns\": [\"id\"], \"parent_table\": \"telco.open.mine\"}}}",
        "DELETE | /constraints/telco.churn.secret?full_name=telco.open.mine&constraint_name=secret_pk&cascade=true | {}",
        "POST | /tables | {\"name\": \"x\", \"catalog_name\": \"telco\", \"schema_name\": \"open\", \"columns\": [{\"name\": \"id\", \"type_text\": \"bigint\"}], \"table_constraints\": [{\"foreign_key_constraint\": {\"child_columns\": [\"id\"], \"parent_table\": \"telco.churn.secret\"}}]}",
        "PATCH | /policies/table/telco.churn.secret/p | {\"on_securable_type\": \"TABLE\", \"on_securable_fullname\": \"telco.open.mine\", \"name\": \"p\", \"comment\": \"seized\"}",
        "POST | /staging-tables?schema_name=open | {\"name\": \"x\", \"catalog_name\": \"telco\", \"schema_name\": \"churn\"}",
        "POST | /functions?schema_name=open | {\"schema_name\": \"open\", \"function_info\": {\"name\": \"g\", \"catalog_name\": \"telco\", \"schema_name\": \"churn\", \"full_data_type\": \"INT\", \"routine_body\": \"SQL\", \"routine_definition\": \"1\"}}",
        "POST | /schemas?catalog_name=telco | {\"name\": \"taken\", \"catalog_name\": \"telco\", \"storage_root\": \"file:///tmp\"}",
        "POST | /tables?schema_name=open | {\"name\": \"x\", \"catalog_name\": \"telco\", \"schema_name\": \"churn\", \"columns\": [{\"name\": \"id\", \"type_text\": \"bigint\"}]}",
        "POST | /tables | {\"name\": \"open.mine\", \"catalog_name\": \"telco\", \"schema_name\": \"churn\", \"columns\": [{\"name\": \"id\", \"type_text\": \"bigint\"}]}",
        "POST | /volumes?schema_name=open | {\"name\": \"x\", \"catalog_name\": \"telco\", \"schema_name\": \"churn\"}",
      })
  void what_a_request_names_twice_is_checked_where_it_acts(
      String method, String path, String body, Mudbrick admin) throws Exception {
    admin.module(Identity.class).createUser("eve");
    Catalog root = admin.module(Catalog.class);
    root.schemas().create("telco.open");

    root.tables().create(TableSpec.builder("telco.churn.secret", KEYED).comment("ours").build());
    root.tables().create(TableSpec.builder("telco.open.mine", KEYED).build());
    root.grants().grant(SecurableRef.catalog("telco"), "eve", Privilege.USE_CATALOG);
    root.securables().update(SecurableRef.schema("telco.open"), SecurableUpdate.owner("eve"));
    root.securables().update(SecurableRef.table("telco.open.mine"), SecurableUpdate.owner("eve"));

    HttpResponse<String> reply = call(admin, admin.as("eve").token(), method, UC + path, body);
    assertThat(reply.statusCode()).as(reply.body()).isIn(400, 403);
    assertThat(reply.body()).contains("error_code").doesNotContain("ours");
    assertThat(root.tables().get("telco.churn.secret").securable().comment()).isEqualTo("ours");
    assertThat(root.grants().list(SecurableRef.table("telco.churn.secret"))).isEmpty();
    assertThat(root.tables().list("telco.churn")).hasSize(2);
    assertThat(root.tables().list("telco.open")).hasSize(1);
    assertThat(root.tables().get("telco.churn.secret").foreignKeys()).isEmpty();
    assertThat(root.functions().list("telco.churn")).hasSize(1);
    assertThat(root.schemas().list("telco")).hasSize(2);
    assertThat(root.tags().list(SecurableRef.table("telco.churn.secret"))).isEmpty();
  }
}
