package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Unity Catalog's connector for Spark sends for external tables with {@code
 * deltaRestApi.enabled=false}, request by request, with the client that it uses: the JDK's, which
 * offers to go over to HTTP/2 each time. The connector itself is in no repository that the build
 * can reach.
 */
@MudbrickTest
class SparkMinimumTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path directory;

  private record Spark(String base, String token) {
    static Spark of(Mudbrick platform) {
      return new Spark(platform.uri() + "/api/2.1/unity-catalog", platform.token());
    }

    HttpResponse<String> send(String method, String path, String body)
        throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + path))
              .header("Authorization", "Bearer " + token)
              .header("User-Agent", "UnityCatalog-Java-Client/0.6.0 Spark/4.0.1 Delta/4.0.1")
              .header("Content-Type", "application/json")
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build();
      return HTTP.send(request, BodyHandlers.ofString());
    }

    Map<String, Object> ok(String method, String path, String body)
        throws IOException, InterruptedException {
      HttpResponse<String> reply = send(method, path, body);
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      return Json.object(reply.body());
    }

    int status(String method, String path, String body) throws IOException, InterruptedException {
      return send(method, path, body).statusCode();
    }
  }

  private String createTable() {
    return """
        {"name": "usage", "catalog_name": "telco", "schema_name": "churn", "table_type": "EXTERNAL",
         "data_source_format": "DELTA", "storage_location": "%s",
         "columns": [
           {"name": "id", "type_text": "bigint", "type_name": "LONG", "nullable": true, "position": 0,
            "type_json": "{\\"name\\":\\"id\\",\\"type\\":\\"long\\",\\"nullable\\":true,\\"metadata\\":{}}"},
           {"name": "day", "type_text": "date", "type_name": "DATE", "nullable": true, "position": 1,
            "type_json": "\\"date\\"", "partition_index": 0}],
         "properties": {}}
        """
        .formatted(directory.resolve("usage").toUri());
  }

  @BeforeEach
  void furnish(Catalog catalog) throws IOException {
    catalog.catalogs().create("telco");
    Files.createDirectory(directory.resolve("usage"));
  }

  @Test
  void an_external_table_is_made_loaded_and_dropped(Mudbrick platform) throws Exception {
    Spark spark = Spark.of(platform);
    String schema = "{\"catalog_name\": \"telco\", \"name\": \"churn\"}";
    assertThat(spark.ok("GET", "/schemas?catalog_name=telco&max_results=0", ""))
        .extractingByKey("schemas")
        .isEqualTo(List.of());
    assertThat(spark.status("GET", "/schemas/telco.churn", "")).isEqualTo(404);
    spark.ok("POST", "/schemas", schema);
    HttpResponse<String> again = spark.send("POST", "/schemas", schema);
    assertThat(again.statusCode()).isIn(400, 409);
    assertThat(again.body()).contains("SCHEMA_ALREADY_EXISTS");
    assertThat(spark.ok("GET", "/schemas/telco.churn", "")).containsEntry("name", "churn");

    String table = "/tables/telco.churn.usage?read_streaming_table_as_managed=true";
    assertThat(spark.status("GET", table, "")).isEqualTo(404);
    spark.ok("POST", "/tables", createTable());
    assertThat(spark.send("POST", "/tables", createTable()).body())
        .contains("TABLE_ALREADY_EXISTS");
    Map<String, Object> loaded = spark.ok("GET", table, "");
    assertThat(loaded)
        .containsEntry("table_type", "EXTERNAL")
        .containsEntry("data_source_format", "DELTA")
        .containsKeys("table_id", "created_at", "storage_location");
    assertThat(loaded).as("never null to Spark").extractingByKey("properties").isEqualTo(Map.of());
    assertThat((List<?>) loaded.get("columns"))
        .hasSize(2)
        .allSatisfy(
            column -> assertThat(Json.write(column)).contains("type_text", "type_json", "position"))
        .anySatisfy(column -> assertThat(Json.write(column)).contains("\"partition_index\":0"));
    assertThat(
            DeltaTables.exists(Path.of(URI.create(String.valueOf(loaded.get("storage_location"))))))
        .isTrue();
    Map<String, Object> all =
        spark.ok("GET", "/tables?catalog_name=telco&schema_name=churn&max_results=0", "");
    assertThat((List<?>) all.get("tables")).hasSize(1);
    spark.ok("DELETE", "/tables/telco.churn.usage", "");
    assertThat(spark.status("GET", table, "")).isEqualTo(404);
  }

  @Test
  @KnownDifference(
      route = "GET /api/2.1/unity-catalog/tables/{full_name}",
      reason =
          "Delta's REST API below /delta/v1 answers 404: set deltaRestApi.enabled=false in Spark's connector.")
  void the_connector_before_asks_for_credentials_and_needs_none(Mudbrick platform)
      throws Exception {
    Spark spark = Spark.of(platform);
    spark.ok("POST", "/schemas", "{\"catalog_name\": \"telco\", \"name\": \"churn\"}");
    Object id = spark.ok("POST", "/tables", createTable()).get("table_id");
    String path = directory.resolve("elsewhere").toUri().toString();
    Files.createDirectory(directory.resolve("elsewhere"));
    for (String operation : List.of("READ", "READ_WRITE")) {
      String forTable = "{\"table_id\": \"%s\", \"operation\": \"%s\"}".formatted(id, operation);
      assertThat(spark.ok("POST", "/temporary-table-credentials", forTable))
          .doesNotContainKeys("aws_temp_credentials", "azure_user_delegation_sas");
    }
    String forPath = "{\"url\": \"%s\", \"operation\": \"PATH_CREATE_TABLE\"}".formatted(path);
    spark.ok("POST", "/temporary-path-credentials", forPath);

    HttpResponse<String> delta =
        spark.send("GET", "/delta/v1/catalogs/telco/schemas/churn/tables/usage", "");
    assertThat(delta.statusCode()).isEqualTo(404);
    assertThat(delta.body()).contains("ENDPOINT_NOT_FOUND");
  }

  @Test
  void another_user_sees_what_is_granted(Mudbrick platform) throws Exception {
    Spark spark = Spark.of(platform);
    spark.ok("POST", "/schemas", "{\"catalog_name\": \"telco\", \"name\": \"churn\"}");
    Object id = spark.ok("POST", "/tables", createTable()).get("table_id");
    platform.module(Identity.class).createUser("ana");
    Spark ana = Spark.of(platform.as("ana"));
    assertThat(ana.status("GET", "/schemas/telco.churn", "")).isEqualTo(403);
    assertThat(ana.status("GET", "/tables/telco.churn.usage", "")).isEqualTo(403);
    assertThat(ana.ok("GET", "/schemas?catalog_name=telco&max_results=0", "").get("schemas"))
        .isEqualTo(List.of());
    platform
        .module(Catalog.class)
        .grants()
        .grant(
            SecurableRef.catalog("telco"),
            "ana",
            Privilege.USE_CATALOG,
            Privilege.USE_SCHEMA,
            Privilege.SELECT);
    ana.ok("GET", "/tables/telco.churn.usage", "");
    String read = "{\"table_id\": \"%s\", \"operation\": \"READ\"}".formatted(id);
    ana.ok("POST", "/temporary-table-credentials", read);
    assertThat(
            ana.status("POST", "/temporary-table-credentials", read.replace("READ", "READ_WRITE")))
        .isEqualTo(403);
    assertThat(ana.status("POST", "/tables", createTable().replace("usage", "own"))).isEqualTo(403);
    assertThat(ana.status("DELETE", "/tables/telco.churn.usage", "")).isEqualTo(403);
  }
}
