package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every route of the catalog, walked up to by those who may not enter. */
@MudbrickTest
class RouteMatrixTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What lies open to everybody with a token: the metastore's name, and lists, which are empty. */
  private static final Set<String> OPEN =
      Set.of(
          "GET /api/2.1/unity-catalog/metastore_summary",
          "GET /api/2.1/unity-catalog/metastores",
          "GET /api/2.1/unity-catalog/metastores/{id}",
          "GET /api/2.1/unity-catalog/current-metastore-assignment",
          "GET /api/2.1/unity-catalog/catalogs",
          "GET /api/2.1/unity-catalog/schemas",
          "GET /api/2.1/unity-catalog/tables",
          "GET /api/2.1/unity-catalog/volumes",
          "GET /api/2.1/unity-catalog/functions",
          "GET /api/2.1/unity-catalog/table-summaries",
          "GET /api/2.0/mudbrick/search",
          "GET /api/2.0/mudbrick/most-used",
          "GET /api/2.1/unity-catalog/tables/{full_name}/exists");

  private static final Set<String> BY_ID =
      Set.of(
          "/api/2.0/unity-catalog/temporary-table-credentials",
          "/api/2.1/unity-catalog/temporary-table-credentials",
          "/api/2.1/unity-catalog/delta/preview/commits",
          "/api/2.0/unity-catalog/temporary-volume-credentials",
          "/api/2.1/unity-catalog/temporary-volume-credentials");

  /** Everything that any of the routes may want. */
  private static final String BODY =
      """
      {"name": "x", "catalog_name": "telco", "schema_name": "churn", "owner": "eve",
       "columns": [{"name": "id", "type_text": "bigint"}],
       "changes": [{"principal": "eve", "add": ["SELECT"]}],
       "full_name_arg": "telco.churn.customers",
       "constraint": {"primary_key_constraint": {"child_columns": ["id"]}},
       "table_id": "ID", "volume_id": "ID", "operation": "READ", "url": "file:///",
       "table_uri": "file:///", "commit_info": {"version": 1, "file_name": "f", "file_size": 1},
       "entity_type": "tables", "entity_name": "telco.churn.customers",
       "tag_key": "k", "tag_value": "v",
       "function_name": "telco.churn.f",
       "policy_type": "POLICY_TYPE_ROW_FILTER", "on_securable_type": "TABLE",
       "on_securable_fullname": "telco.churn.customers", "to_principals": ["eve"],
       "row_filter": {"function_name": "telco.churn.f", "using": [{"constant": "1"}]},
       "function_info": {"name": "f", "catalog_name": "telco", "schema_name": "churn",
         "full_data_type": "INT", "routine_body": "SQL", "routine_definition": "1"}}
      """;

  @BeforeEach
  void furnish(Mudbrick admin) {
    admin.module(Identity.class).createUser("eve");
    Catalog catalog = admin.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Schema schema = Schema.builder().column("id", ColumnType.LONG).build();
    catalog.tables().create(TableSpec.builder("telco.churn.customers", schema).build());
  }

  private static List<Route> routes(Mudbrick platform) {
    return platform.routes().stream()
        .filter(
            r ->
                r.template().startsWith("/api/2.1/unity-catalog/")
                    || r.template().startsWith("/api/2.0/unity-catalog/")
                    || r.template().startsWith("/api/2.0/mudbrick/")
                    || r.template().startsWith("/api/2.0/lineage-tracking/"))
        .toList();
  }

  private static URI uri(Mudbrick platform, Route route) {
    String template = route.template();
    String name =
        template.contains("/schemas/")
            ? "telco.churn"
            : template.contains("/catalogs/") ? "telco" : "telco.churn.customers";
    String path =
        template
            .replace("{id}", platform.workspace().metastoreId())
            .replace("{type}", "table")
            .replace("{entity_type}", "tables")
            .replace("{on_securable_type}", "table")
            .replace("{tag_key}", "k")
            .replaceAll("\\{[a-z_]+}", name);
    return URI.create(
        platform.uri()
            + path
            + "?catalog_name=telco&schema_name=churn&force=true"
            + "&table_name=telco.churn.customers&column_name=id&query=customers"
            + "&type=table&name=telco.churn.customers&direction=upstream"
            + "&constraint_name=x&table_id=ID&table_uri=file:///");
  }

  private static HttpResponse<String> call(Mudbrick platform, Route route, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(platform, route))
            .header("Content-Type", "application/json")
            .method(
                route.method(),
                route.method().equals("GET") || route.method().equals("DELETE")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(BODY));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void nobody_enters_without_a_valid_token(Mudbrick platform) throws Exception {
    assertThat(routes(platform)).hasSizeGreaterThan(30);
    for (Route route : routes(platform)) {
      assertThat(call(platform, route).statusCode()).as("%s", route).isEqualTo(401);
      assertThat(call(platform, route, "Authorization", "Bearer dapi0").statusCode())
          .as("%s", route)
          .isEqualTo(401);
    }
  }

  @Test
  void a_token_without_grants_opens_nothing(Mudbrick platform) throws Exception {
    String bearer = "Bearer " + platform.as("eve").token();
    for (Route route : routes(platform)) {
      HttpResponse<String> reply = call(platform, route, "Authorization", bearer);
      if (OPEN.contains(route.method() + " " + route.template())) {
        assertThat(reply.statusCode()).as("%s %s", route, reply.body()).isEqualTo(200);
        assertThat(reply.body()).as("%s", route).doesNotContain("churn").doesNotContain("telco");
      } else {
        // By its id, what may not be seen is not there.
        int denied = BY_ID.contains(route.template()) ? 404 : 403;
        assertThat(reply.statusCode()).as("%s %s", route, reply.body()).isEqualTo(denied);
      }
    }
  }

  @Test
  void a_token_of_another_metastore_finds_nothing(Mudbrick platform) throws Exception {
    String bearer = "Bearer " + platform.newWorkspace("other").token();
    for (Route route : routes(platform)) {
      HttpResponse<String> here = call(platform, route, "Authorization", bearer);
      assertThat(here.statusCode()).as("%s", route).isEqualTo(403);
      assertThat(here.body()).contains("another workspace");
    }
  }
}
