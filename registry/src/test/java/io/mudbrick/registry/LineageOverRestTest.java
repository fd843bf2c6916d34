package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients tell over REST, from the tables that a run read to the job that loads the model. */
@MudbrickTest
class LineageOverRestTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String UNITY = "/api/2.0/mlflow/unity-catalog/";

  private static String send(
      Mudbrick who, String method, String path, Map<String, ?> body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(who.uri() + path))
            .header("Authorization", "Bearer " + who.token())
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(Json.write(body)));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> reply = CLIENT.send(request.build(), BodyHandlers.ofString());
    assertThat(reply.statusCode()).as("%s %s: %s", method, path, reply.body()).isLessThan(300);
    return reply.body();
  }

  private static void table(Mudbrick platform, String name) {
    Schema schema = Schema.builder().column("id", ColumnType.LONG).build();
    platform.module(Catalog.class).tables().create(TableSpec.builder(name, schema).build());
  }

  private static Map<String, Object> dataset(String table) {
    return Map.of(
        "dataset",
        Map.of(
            "name",
            table,
            "digest",
            "d" + table.length(),
            "source_type",
            "delta_table",
            "source",
            Json.write(Map.of("delta_table_name", table, "delta_table_version", 1))));
  }

  private static String field(String json, String object, String name) {
    return String.valueOf(((Map<?, ?>) Json.object(json).get(object)).get(name));
  }

  @Test
  void from_tables_over_the_run_to_the_version_and_whoever_loads_it(Mudbrick platform)
      throws Exception {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    table(platform, "telco.churn.calls");
    table(platform, "telco.churn.bills");
    table(platform, "telco.churn.secret");

    String experiment =
        String.valueOf(
            Json.object(
                    send(
                        platform,
                        "POST",
                        "/api/2.0/mlflow/experiments/create",
                        Map.of("name", "lineage")))
                .get("experiment_id"));
    String created =
        send(platform, "POST", "/api/2.0/mlflow/runs/create", Map.of("experiment_id", experiment));
    String run = field(Json.write(Json.object(created).get("run")), "info", "run_id");
    send(
        platform,
        "POST",
        "/api/2.0/mlflow/runs/log-inputs",
        Map.of(
            "run_id",
            run,
            "datasets",
            List.of(dataset("telco.churn.calls"), dataset("telco.churn.nothing"), dataset("x"))));

    send(platform, "POST", UNITY + "registered-models/create", Map.of("name", "telco.churn.model"));
    String header =
        "{\"entities\": [{\"notebook\": {\"id\": \"17\"}}], \"lineages\": [{\"source_securables\":"
            + " [{\"table\": {\"name\": \"telco.churn.bills\"}}]}]}";
    send(
        platform,
        "POST",
        UNITY + "model-versions/create",
        Map.of(
            "name",
            "telco.churn.model",
            "source",
            "runs:/" + run + "/model",
            "run_id",
            run,
            "run_tracking_server_id",
            platform.workspace().id()),
        "X-Databricks-Lineage-Identifier",
        Base64.getEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8)));
    send(
        platform,
        "PUT",
        "/api/2.0/fs/files/Models/telco/churn/model/1/MLmodel?overwrite=true",
        Map.of("flavors", Map.of()));
    Map<String, String> version = Map.of("name", "telco.churn.model", "version", "1");
    send(platform, "POST", UNITY + "model-versions/finalize", version);
    send(
        platform,
        "POST",
        UNITY + "model-versions/emit-lineage",
        Map.of(
            "name",
            "telco.churn.model",
            "version",
            "1",
            "model_version_lineage_info",
            Map.of(
                "entities",
                List.of(Map.of("job", Map.of("id", "20"))),
                "direction",
                "DOWNSTREAM")));

    String back =
        send(
            platform,
            "GET",
            "/api/2.0/mudbrick/lineage?type=model_version&direction=upstream"
                + "&name=telco.churn.model/1",
            Map.of());
    assertThat(back)
        .contains(run, "telco.churn.calls", "telco.churn.bills", "NOTEBOOK")
        .doesNotContain("telco.churn.nothing");
    String forth =
        send(
            platform,
            "GET",
            "/api/2.0/mudbrick/lineage?type=table&direction=downstream&name=telco.churn.calls",
            Map.of());
    assertThat(forth).contains(run, "telco.churn.model/1", "JOB");
    assertThat(
            send(
                platform,
                "GET",
                "/api/2.0/lineage-tracking/table-lineage?table_name=telco.churn.calls"
                    + "&include_entity_lineage=true",
                Map.of()))
        .contains("RUN", run);

    Mudbrick ann = writer(platform, experiment);
    send(
        ann,
        "POST",
        "/api/2.0/mlflow/runs/log-inputs",
        Map.of("run_id", run, "datasets", List.of(dataset("telco.churn.secret"))));
    assertThat(
            send(
                platform,
                "GET",
                "/api/2.0/mudbrick/lineage?type=table&direction=downstream"
                    + "&name=telco.churn.secret",
                Map.of()))
        .doesNotContain(run);
  }

  /** Somebody who may write to the run, and read no table. */
  private static Mudbrick writer(Mudbrick platform, String experiment) throws Exception {
    platform.module(Identity.class).createUser("ann");
    platform
        .module(Catalog.class)
        .grants()
        .grant(SecurableRef.catalog("telco"), "ann", Privilege.USE_CATALOG);
    send(
        platform,
        "PATCH",
        "/api/2.0/permissions/experiments/" + experiment,
        Map.of(
            "access_control_list",
            List.of(
                Map.of("user_name", "ann", "permission_level", PermissionLevel.CAN_EDIT.name()))));
    return platform.as("ann");
  }
}
