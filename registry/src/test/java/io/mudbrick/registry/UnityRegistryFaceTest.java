package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What MLflow's clients send to {@code unity-catalog} in places where no test of theirs runs. */
@MudbrickTest
class UnityRegistryFaceTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String MODEL = "telco.churn.model";
  private static final String LINEAGE = "X-Databricks-Lineage-Identifier";

  private record Answer(int status, String body) {}

  private static Answer send(
      Mudbrick platform, String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.uri() + "/api/2.0/mlflow/unity-catalog/" + path))
            .header("Authorization", "Bearer " + platform.token())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    var reply = CLIENT.send(request.build(), BodyHandlers.ofString());
    return new Answer(reply.statusCode(), reply.body());
  }

  private static String json(Object... pairs) {
    Map<String, Object> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return Json.write(map);
  }

  private static Registry furnish(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Registry registry = platform.module(Registry.class);
    registry.createModel(MODEL, null, Map.of());
    return registry;
  }

  private static void allow(Mudbrick platform, String user, Privilege privilege) {
    platform.module(Identity.class).createUser(user);
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), user, Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), user, Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model(MODEL), user, privilege);
  }

  @Test
  void the_header_of_a_notebook_becomes_lineage(Mudbrick platform) throws Exception {
    Registry registry = furnish(platform);
    Catalog catalog = platform.module(Catalog.class);
    catalog
        .tables()
        .create(
            TableSpec.builder(
                    "telco.churn.calls", Schema.builder().column("id", ColumnType.LONG).build())
                .build());
    String header =
        """
        {"entities": [{"notebook": {"id": "17"}}, {"job": {"id": "18", "job_run_id": "3"}}],
         "lineages": [{"source_securables": [
             {"table": {"name": "telco.churn.calls", "table_id": "x"}},
             {"table": {"name": "telco.churn.nothing"}}]}]}""";
    String encoded = Base64.getEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8));
    Answer begun =
        send(
            platform,
            "POST",
            "model-versions/create",
            json("name", MODEL, "source", "models:/m-1", "run_tracking_server_id", "no number"),
            LINEAGE,
            encoded);
    assertThat(begun.status()).as(begun.body()).isEqualTo(200);
    assertThat(begun.body()).contains("PENDING_REGISTRATION", "dbfs:/Models/telco/churn/model/1");
    EntityRef version =
        new EntityRef(EntityRef.Type.MODEL_VERSION, platform.caller().metastoreId(), MODEL + "/1");
    assertThat(catalog.lineage().upstream(version).entities())
        .extracting(EntityRef::id)
        .containsExactlyInAnyOrder("17", "18", "telco.churn.calls");

    registry.finalizeVersion(MODEL, 1);
    allow(platform, "ann", Privilege.EXECUTE);
    Mudbrick ann = platform.as("ann");
    String emit =
        json(
            "name",
            MODEL,
            "version",
            "1",
            "model_version_lineage_info",
            Map.of(
                "entities", List.of(Map.of("job", Map.of("id", "20"))), "direction", "DOWNSTREAM"));
    assertThat(send(ann, "POST", "model-versions/emit-lineage", emit).status()).isEqualTo(200);
    assertThat(catalog.lineage().downstream(version).entities(EntityRef.Type.JOB))
        .extracting(EntityRef::id)
        .containsExactly("20");
    // Who may load a version may not say what it was made from.
    Answer forged =
        send(ann, "POST", "model-versions/emit-lineage", emit.replace("DOWNSTREAM", "UPSTREAM"));
    assertThat(forged.status()).as(forged.body()).isEqualTo(403);
    for (String bad : List.of("%%%", "e30", Base64.getEncoder().encodeToString(new byte[] {1}))) {
      Answer ignored =
          send(
              platform,
              "POST",
              "model-versions/create",
              json("name", MODEL, "source", "x"),
              LINEAGE,
              bad);
      assertThat(ignored.status()).as(ignored.body()).isEqualTo(200);
    }
  }

  @Test
  void credentials_are_no_keys_and_for_those_who_may(Mudbrick platform) throws Exception {
    Registry registry = furnish(platform);
    registry.beginVersion(NewModelVersion.of(MODEL, "x").build());
    allow(platform, "ann", Privilege.EXECUTE);
    Mudbrick ann = platform.as("ann");
    String write = operation("MODEL_VERSION_OPERATION_READ_WRITE");
    String read = operation("MODEL_VERSION_OPERATION_READ");
    assertThat(credentials(platform, write).body())
        .isEqualTo("{\"credentials\":{\"storage_mode\":\"DEFAULT_STORAGE\"}}");
    assertThat(credentials(ann, write).status()).isEqualTo(403);
    assertThat(credentials(ann, read).status()).isEqualTo(400);
    registry.finalizeVersion(MODEL, 1);
    assertThat(credentials(ann, read).status()).isEqualTo(200);
    assertThat(credentials(platform, write).status()).isEqualTo(403);
    assertThat(credentials(platform, operation("ALL")).status()).isEqualTo(400);
    platform.module(Identity.class).createUser("mallory");
    assertThat(credentials(platform.as("mallory"), read).status()).isEqualTo(403);
  }

  private static String operation(String name) {
    return json("name", MODEL, "version", "1", "operation", name);
  }

  private static Answer credentials(Mudbrick platform, String body) throws Exception {
    return send(platform, "POST", "model-versions/generate-temporary-credentials", body);
  }

  @Test
  void every_call_wants_a_name_of_three_levels(Mudbrick platform) throws Exception {
    furnish(platform);
    for (String call :
        List.of(
            "POST registered-models/create",
            "PATCH registered-models/update",
            "DELETE registered-models/delete",
            "POST registered-models/set-tag",
            "DELETE registered-models/delete-tag",
            "POST registered-models/alias",
            "DELETE registered-models/alias",
            "POST model-versions/create",
            "PATCH model-versions/update",
            "DELETE model-versions/delete",
            "POST model-versions/finalize",
            "POST model-versions/set-tag",
            "DELETE model-versions/delete-tag",
            "POST model-versions/emit-lineage",
            "POST model-versions/generate-temporary-credentials")) {
      String body = json("name", "churn", "version", "1", "key", "k", "alias", "a", "source", "s");
      Answer answer = send(platform, call.split(" ")[0], call.split(" ")[1], body);
      assertThat(answer.status()).as(call).isEqualTo(400);
      assertThat(answer.body()).as(call).contains("specify all three levels");
    }
    for (String path :
        List.of(
            "registered-models/get?name=churn",
            "registered-models/alias?name=churn&alias=a",
            "model-versions/get?name=churn&version=1",
            "model-versions/get-download-uri?name=churn&version=1")) {
      assertThat(send(platform, "GET", path, "").body()).contains("specify all three levels");
    }
    Answer rename =
        send(
            platform,
            "PATCH",
            "registered-models/update",
            json("name", MODEL, "new_name", "renamed"));
    assertThat(rename.body()).contains("specify all three levels");
    Answer crooked = send(platform, "GET", "model-versions/get?name=" + MODEL + "&version=one", "");
    assertThat(crooked.status()).isEqualTo(400);
  }
}
