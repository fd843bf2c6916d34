package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "PATCH | /permissions/catalog/workspace | {\"changes\": [{\"principal\": \"users\", \"remove\": [\"FLY\"]}]} | INVALID_PARAMETER_VALUE",
        "PATCH | /permissions/mood/workspace | {\"changes\": [{\"principal\": \"users\", \"add\": [\"SELECT\"]}]} | INVALID_PARAMETER_VALUE",
        "PATCH | /permissions/schema/workspace.default | {\"changes\": [{\"principal\": \"users\", \"add\": [\"CREATE SCHEMA\"]}]} | INVALID_PARAMETER_VALUE",
        "GET   | /effective-permissions/mood/workspace | `` | INVALID_PARAMETER_VALUE",
        "GET   | /entity-tag-assignments/moods/workspace/tags | `` | INVALID_PARAMETER_VALUE",
        "GET   | /policies/mood/workspace | `` | INVALID_PARAMETER_VALUE",
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "50%",
        "a b",
        "a.b",
        "tab\tin",
        "nul\u0000",
        "bidi\u202Eevil",
        "zero\u200Bwidth",
        "\uFEFFbom",
        "\uFB01ancee", // a ligature, which composes to "fi"
        "\uFF41dmin", // a wide letter
        "cafe\u0301", // not composed
        " blank",
        ""
      })
  void a_name_that_could_deceive_is_refused_wherever_names_are_made(String name, Catalog catalog) {
    for (ThrowingCallable maker : makers(name, catalog)) {
      assertThatThrownBy(maker)
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE))
          .message()
          .doesNotContainPattern("[\\p{Cntrl}\\u202E\\u200B\\uFEFF]");
    }
  }

  /** All that gives something a name. */
  private static List<ThrowingCallable> makers(String name, Catalog catalog) {
    Schema schema = Schema.builder().column("id", ColumnType.LONG).build();
    FunctionSpec function = FunctionSpec.sql("workspace.default." + name).body("'x'").build();
    return List.of(
        () -> catalog.catalogs().create(name),
        () -> catalog.schemas().create("workspace." + name),
        () ->
            catalog.tables().create(TableSpec.builder("workspace.default." + name, schema).build()),
        () -> catalog.volumes().create("workspace.default." + name),
        () -> catalog.functions().create(function),
        () -> catalog.schemas().update("workspace.default", SecurableUpdate.rename(name)));
  }

  @Test
  void a_name_may_have_255_characters_and_no_more(Catalog catalog) {
    String longest = "n".repeat(255);
    assertThat(catalog.schemas().create("workspace." + longest).name()).isEqualTo(longest);
    for (ThrowingCallable maker : makers(longest + "n", catalog)) {
      assertThatThrownBy(maker).hasMessageContaining("longer than 255");
    }
  }

  @Test
  void groups_that_would_hold_themselves_are_refused_however_deep(
      Identity people, Mudbrick platform, Catalog catalog) {
    for (String group : List.of("outer", "middle", "inner")) {
      people.createGroup(group);
    }
    people.addMember("outer", "middle");
    people.addMember("middle", "inner");
    for (String above : List.of("outer", "middle", "inner")) {
      assertThatThrownBy(() -> people.addMember("inner", above))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE))
          .hasMessageContaining("cycle");
    }
    people.createUser("ana");
    people.addMember("inner", "ana");
    catalog.catalogs().create("telco");
    SecurableRef telco = SecurableRef.catalog("telco");
    catalog.grants().grant(telco, "outer", Privilege.USE_CATALOG);
    Catalog hers = platform.as("ana").module(Catalog.class);
    assertThat(hers.grants().allows(telco, Privilege.USE_CATALOG)).isTrue();
    people.removeMember("middle", "inner");
    assertThat(hers.grants().allows(telco, Privilege.USE_CATALOG)).isFalse();
  }

  @Test
  void names_that_differ_in_case_are_one(Catalog catalog) {
    catalog.catalogs().create("\u00C9t\u00E9");
    assertThatThrownBy(() -> catalog.catalogs().create("\u00E9T\u00C9"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_ALREADY_EXISTS));
  }

  @Test
  void what_is_in_use_stays(Mudbrick platform, Catalog catalog) throws Exception {
    Schema schema = Schema.builder().column("id", ColumnType.LONG).build();
    catalog.tables().create(TableSpec.builder("workspace.default.t", schema).build());
    catalog
        .functions()
        .create(
            FunctionSpec.sql("workspace.default.f")
                .parameter("id", SqlType.LONG)
                .returns(SqlType.BOOLEAN)
                .body("id > 0")
                .build());
    catalog.tables().setRowFilter("workspace.default.t", RowFilter.of("workspace.default.f", "id"));
    HttpResponse<String> reply = call(platform, "DELETE", "/functions/workspace.default.f", "");
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("FAILED_PRECONDITION", "workspace.default.t");
    assertThat(
            call(platform, "DELETE", "/functions/workspace.default.f?force=true", "").statusCode())
        .isEqualTo(200);
    assertThatThrownBy(() -> catalog.tables().open("workspace.default.t").read().toRows())
        .hasMessageContaining("was dropped");
    catalog.tables().unsetRowFilter("workspace.default.t");
    assertThat(catalog.tables().open("workspace.default.t").read().count()).isZero();
  }
}
