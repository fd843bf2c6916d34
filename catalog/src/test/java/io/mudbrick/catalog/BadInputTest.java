package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients get wrong is told in the Unity Catalog dialect, and is never our fault. */
@MudbrickTest
class BadInputTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BASE = "/api/2.1/unity-catalog";

  private static HttpResponse<String> call(
      Mudbrick platform, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + BASE + path))
            .header("Authorization", "Bearer " + platform.token())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST  | /catalogs | {} | INVALID_PARAMETER_VALUE",
        "POST  | /catalogs | {\"name\": | MALFORMED_REQUEST",
        "POST  | /catalogs | [] | MALFORMED_REQUEST",
        "POST  | /catalogs | {\"name\": {}} | INVALID_PARAMETER_VALUE",
        "POST  | /catalogs | {\"name\": \"a/b\"} | INVALID_PARAMETER_VALUE",
        "POST  | /schemas | {\"name\": \"s\"} | INVALID_PARAMETER_VALUE",
        "POST  | /schemas | {\"name\": \"a.b\", \"catalog_name\": \"c\"} | INVALID_PARAMETER_VALUE",
        "POST  | /tables | {\"name\": \"t\", \"catalog_name\": \"workspace\", \"schema_name\": \"default\"} | INVALID_PARAMETER_VALUE",
        "POST  | /tables | {\"name\": \"t\", \"catalog_name\": \"workspace\", \"schema_name\": \"default\", \"columns\": [{}]} | INVALID_PARAMETER_VALUE",
        "POST  | /tables | {\"name\": \"t\", \"catalog_name\": \"workspace\", \"schema_name\": \"default\", \"columns\": [{\"name\": \"a\", \"type_text\": \"mood\"}]} | INVALID_PARAMETER_VALUE",
        "POST  | /tables | {\"name\": \"t\", \"catalog_name\": \"workspace\", \"schema_name\": \"default\", \"table_type\": \"EXTERNAL\"} | INVALID_PARAMETER_VALUE",
        "POST  | /constraints | {\"full_name_arg\": \"a.b.c\", \"constraint\": {}} | INVALID_PARAMETER_VALUE",
        "POST  | /entity-tag-assignments | {\"entity_type\": \"moods\", \"entity_name\": \"x\", \"tag_key\": \"k\"} | INVALID_PARAMETER_VALUE",
        "PATCH | /permissions/catalog/workspace | {\"changes\": [{}]} | INVALID_PARAMETER_VALUE",
        "PATCH | /permissions/catalog/workspace | {\"changes\": [{\"principal\": \"users\", \"add\": [\"FLY\"]}]} | INVALID_PARAMETER_VALUE",
        "PATCH | /permissions/catalog/workspace | {\"changes\": [{\"principal\": \"users\", \"add\": [\"CREATE CATALOG\"]}]} | INVALID_PARAMETER_VALUE",
        "PATCH | /permissions/catalog/workspace | {\"changes\": [{\"principal\": \"nobody\", \"add\": [\"SELECT\"]}]} | RESOURCE_DOES_NOT_EXIST",
        "PATCH | /catalogs/workspace | {\"owner\": \"nobody\"} | RESOURCE_DOES_NOT_EXIST",
        "PATCH | /catalogs/workspace | {\"new_name\": \"system\"} | RESOURCE_ALREADY_EXISTS",
        "GET   | /permissions/mood/workspace | `` | INVALID_PARAMETER_VALUE",
        "GET   | /permissions/metastore/elsewhere | `` | RESOURCE_DOES_NOT_EXIST",
        "GET   | /catalogs?max_results=-1 | `` | INVALID_PARAMETER_VALUE",
        "GET   | /catalogs?max_results=many | `` | INVALID_PARAMETER_VALUE",
        "GET   | /schemas | `` | INVALID_PARAMETER_VALUE",
        "GET   | /schemas/only-one-level | `` | INVALID_PARAMETER_VALUE",
        "GET   | /tables/a.b.c.d | `` | INVALID_PARAMETER_VALUE",
        "GET   | /tables/workspace.default.%00 | `` | INVALID_PARAMETER_VALUE",
        "GET   | /tables/workspace.default.none | `` | RESOURCE_DOES_NOT_EXIST",
        "GET   | /no-such-thing | `` | ENDPOINT_NOT_FOUND"
      })
  void a_mistake_is_named(String method, String path, String body, String code, Mudbrick platform)
      throws Exception {
    HttpResponse<String> reply = call(platform, method, path, body);
    assertThat(reply.body()).contains("\"error_code\":\"" + code + "\"");
    assertThat(reply.statusCode()).isBetween(400, 404);
  }

  @Test
  void privileges_are_read_in_both_spellings_and_written_as_the_client_spells_them(
      Mudbrick platform) throws Exception {
    String change =
        "{\"changes\": [{\"principal\": \"account users\", \"add\": [\"use catalog\", \"SELECT\"]}]}";
    assertThat(call(platform, "PATCH", "/permissions/CATALOG/workspace", change).body())
        .contains("USE_CATALOG", "\"principal\":\"users\"");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + BASE + "/permissions/catalog/workspace"))
            .header("Authorization", "Bearer " + platform.token())
            .header("User-Agent", "UnityCatalog-Java-Client/0.6.0")
            .build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).body()).contains("USE CATALOG");
  }

  @Test
  void lists_come_in_pages(Mudbrick platform, Catalog catalog) throws Exception {
    catalog.catalogs().create("telco");
    for (String name : List.of("e", "b", "d", "a", "c")) {
      catalog.schemas().create("telco." + name);
    }
    List<String> names = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String token = "";
    do {
      String path = "/schemas?catalog_name=telco&max_results=2&page_token=" + token;
      Map<String, Object> page = Json.object(call(platform, "GET", path, "").body());
      List<?> schemas = (List<?>) page.getOrDefault("schemas", List.of());
      schemas.forEach(schema -> names.add(String.valueOf(((Map<?, ?>) schema).get("name"))));
      sizes.add(schemas.size());
      token = String.valueOf(page.getOrDefault("next_page_token", ""));
    } while (!token.isEmpty());
    assertThat(names).containsExactly("a", "b", "c", "d", "e");
    assertThat(sizes).containsExactly(2, 2, 1);
  }
}
