package io.mudbrick.registry.faces;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.SmallModels;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sources and uploads that want to lead elsewhere, and files that want to do harm, on each face.
 */
@MudbrickTest
class SourcesTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String MODEL = "telco.churn.model";
  private static final String UPLOADS = "/api/2.0/fs/files/Models/telco/churn/model/1/";

  /** Well-formed or not, none of these is a place that a version is made from. */
  private static final List<String> HOSTILE =
      List.of(
          "runs:/RUN/../../../etc",
          "runs:/RUN/model/../../other",
          "runs:/RUN/model/..",
          "runs:/RUN/%2e%2e/%2e%2e/etc",
          "runs:/RUN/%252e%252e/etc",
          "runs:/RUN/..%2f..%2fetc",
          "runs:/RUN/model#fragment",
          "runs:/RUN/model;a=b",
          "runs:/RUN/model?x=../..",
          "runs:/RUN/mo\\del",
          "runs:/RUN/model\u0000",
          "mlflow-artifacts:/../../etc/passwd",
          "mlflow-artifacts://host/0/../../x",
          "mlflow-artifacts:/..%2f..%2fetc",
          "mlflow-artifacts:/models/telco.churn.model/1/../../2",
          "models:/telco.churn.model/../other/1",
          "models:/m-0123456789abcdef0123456789abcdef/../../x",
          "dbfs:/databricks/mlflow-tracking/../../etc",
          "file:///etc/passwd",
          "file:/etc",
          "file://host/etc",
          "file:///DIR",
          "file:///DIR#/../etc",
          "/etc/passwd",
          "/DIR",
          "DIR",
          "./model",
          "../model",
          "",
          " ",
          "http://127.0.0.1:1/model",
          "https://169.254.169.254/latest/meta-data",
          "s3://bucket/model",
          "jar:file:/etc!/x",
          "gopher:/x",
          "runs:/",
          "models:/");

  private record Answer(int status, String body) {}

  private static Answer send(Mudbrick platform, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + path))
            .header("Authorization", "Bearer " + platform.token())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    var reply = CLIENT.send(request, BodyHandlers.ofString());
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

  private static List<String> hostile(Mudbrick platform, Path directory) {
    String run = SmallModels.logged(platform, 1).split("/")[1];
    return HOSTILE.stream()
        .map(source -> source.replace("RUN", run).replace("DIR", directory.toString().substring(1)))
        .toList();
  }

  @Test
  void the_workspaces_registry_refuses_them_and_takes_no_number(
      Mudbrick platform, @TempDir Path directory) throws Exception {
    Registry registry = furnish(platform);
    Files.writeString(directory.resolve("MLmodel"), "flavors: {}");
    for (String source : hostile(platform, directory)) {
      Answer answer =
          send(
              platform,
              "POST",
              "/api/2.0/mlflow/model-versions/create",
              json("name", MODEL, "source", source));
      assertThat(answer.status()).as("%s: %s", source, answer.body()).isEqualTo(400);
      assertThat(answer.body()).as(source).contains("INVALID_PARAMETER_VALUE");
    }
    assertThat(registry.versions(MODEL)).isEmpty();
    String good = SmallModels.logged(platform, 2);
    assertThat(registry.createVersion(NewModelVersion.of(MODEL, good).build()).version())
        .isEqualTo(1);
  }

  /** There it is what people are told: the files come by other ways. */
  @Test
  void the_other_faces_keep_a_source_as_a_text_and_open_nothing(
      Mudbrick platform, @TempDir Path directory) throws Exception {
    Registry registry = furnish(platform);
    Files.writeString(directory.resolve("MLmodel"), "flavors: {}");
    for (String source : hostile(platform, directory)) {
      boolean text = !source.isBlank() && source.chars().noneMatch(Character::isISOControl);
      Answer unity =
          send(
              platform,
              "POST",
              "/api/2.0/mlflow/unity-catalog/model-versions/create",
              json("name", MODEL, "source", source));
      Answer catalog =
          send(
              platform,
              "POST",
              "/api/2.1/unity-catalog/models/versions",
              json(
                  "catalog_name",
                  "telco",
                  "schema_name",
                  "churn",
                  "model_name",
                  "model",
                  "source",
                  source));
      for (Answer answer : List.of(unity, catalog)) {
        assertThat(answer.status()).as("%s: %s", source, answer.body()).isEqualTo(text ? 200 : 400);
      }
    }
    for (ModelVersion version : registry.versions(MODEL)) {
      ModelVersion ready = registry.finalizeVersion(MODEL, version.version());
      assertThat(registry.files(MODEL, ready.version())).isEmpty();
    }
  }

  @Test
  void runs_and_models_of_others_are_refused(Mudbrick platform) throws Exception {
    Registry registry = furnish(platform);
    platform.module(Identity.class).createUser("mallory");
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), "mallory", Privilege.USE_CATALOG);
    catalog
        .grants()
        .grant(
            SecurableRef.schema("telco.churn"),
            "mallory",
            Privilege.USE_SCHEMA,
            Privilege.CREATE_MODEL);
    Mudbrick mallory = platform.as("mallory");
    Registry hers = mallory.module(Registry.class);
    hers.createModel("telco.churn.hers", null, Map.of());
    Tracking tracking = platform.module(Tracking.class);
    String experiment = tracking.createExperiment("private").experimentId();
    String run = tracking.createRun(NewRun.in(experiment).build()).runId();
    tracking.logArtifact(run, "model/MLmodel", new ByteArrayInputStream(new byte[] {1}));
    String secret = "runs:/" + run + "/model";
    registry.createVersion(NewModelVersion.of(MODEL, secret).build());
    String[] sources = {
      secret,
      "models:/" + MODEL + "/1",
      "mlflow-artifacts:/models/" + MODEL + "/1",
      "mlflow-artifacts:/" + experiment + "/" + run + "/artifacts/model",
      "dbfs:/databricks/mlflow-tracking/" + experiment + "/" + run + "/artifacts/model",
    };
    for (String source : sources) {
      refused(
          () -> hers.createVersion(NewModelVersion.of("telco.churn.hers", source).build()),
          source,
          ErrorCode.PERMISSION_DENIED,
          ErrorCode.RESOURCE_DOES_NOT_EXIST);
    }
    refused(
        () -> hers.copyVersion("models:/" + MODEL + "/1", "telco.churn.hers"),
        "copy",
        ErrorCode.PERMISSION_DENIED);
    assertThat(hers.versions("telco.churn.hers")).isEmpty();
  }

  @Test
  void what_is_not_there_is_said_to_be_missing(Mudbrick platform) {
    Registry registry = furnish(platform);
    String run = SmallModels.logged(platform, 1).split("/")[1];
    for (String source :
        List.of(
            "runs:/00000000000000000000000000000000/model",
            "runs:/" + run + "/nothing",
            "models:/telco.churn.none/1",
            "models:/m-00000000000000000000000000000000")) {
      refused(
          () -> registry.createVersion(NewModelVersion.of(MODEL, source).build()),
          source,
          ErrorCode.RESOURCE_DOES_NOT_EXIST);
    }
    // As MLflow's server has it, a run that is only named need not be there.
    ModelVersion made =
        registry.createVersion(
            NewModelVersion.of(MODEL, "runs:/" + run + "/model")
                .runId("00000000000000000000000000000000")
                .build());
    assertThat(made.origin().runId()).isEqualTo("00000000000000000000000000000000");
  }

  @Test
  void uploads_do_not_leave_their_directory(Mudbrick platform) throws Exception {
    Registry registry = furnish(platform);
    registry.beginVersion(NewModelVersion.of(MODEL, "here").build());
    assertThat(send(platform, "PUT", UPLOADS + "MLmodel", "flavors: {}").status()).isEqualTo(204);
    for (String path :
        List.of(
            "..%2f2%2fMLmodel",
            "%2e%2e/2/MLmodel",
            "a/%2e%2e/%2e%2e/MLmodel",
            "%252e%252e%252fMLmodel",
            "a%5cb",
            "..%5c..%5cMLmodel",
            "%2fetc%2fpasswd%00",
            "C:%5cx",
            "a%0ab")) {
      Answer answer = send(platform, "PUT", UPLOADS + path, "x");
      assertThat(answer.status()).as("%s: %s", path, answer.body()).isBetween(400, 404);
    }
    registry.finalizeVersion(MODEL, 1);
    assertThat(registry.files(MODEL, 1)).extracting(ModelFile::path).containsExactly("MLmodel");
  }

  /** What an MLmodel may do to its reader. */
  private static Map<String, String> bombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append(
          "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
    }
    return Map.of(
        "aliases",
        laughs.append("flavors: *a11\n").toString(),
        "depth",
        "flavors: " + "[".repeat(100_000) + "]".repeat(100_000),
        "size",
        "flavors: {}\nx: " + "y".repeat(3 << 20),
        "keys",
        "flavors:\n" + "  k: 1\n".repeat(100_000),
        "tags",
        "flavors: !!javax.script.ScriptEngineManager [1]\n",
        "cycle",
        "flavors: &f\n  python_function: *f\n",
        "nothing",
        "\u0000\u0001\u0002");
  }

  @Test
  void a_harmful_mlmodel_is_kept_and_not_loaded_whichever_face_brought_it(Mudbrick platform)
      throws Exception {
    Registry registry = furnish(platform);
    registry.createModel("telco.churn.uploaded", null, Map.of());
    Tracking tracking = platform.module(Tracking.class);
    for (Map.Entry<String, String> bomb : bombs().entrySet()) {
      byte[] bytes = bomb.getValue().getBytes(StandardCharsets.UTF_8);
      String run = tracking.createRun(NewRun.in("0").build()).runId();
      tracking.logArtifact(run, "m/MLmodel", new ByteArrayInputStream(bytes));
      ModelVersion made =
          registry.createVersion(NewModelVersion.of(MODEL, "runs:/" + run + "/m").build());
      long brought =
          registry.beginVersion(NewModelVersion.of("telco.churn.uploaded", "x").build()).version();
      registry
          .uploads("telco.churn.uploaded", brought)
          .put("MLmodel", new ByteArrayInputStream(bytes));
      registry.finalizeVersion("telco.churn.uploaded", brought);
      for (String uri : List.of(made.uri(), "models:/telco.churn.uploaded/" + brought)) {
        refused(
            () -> registry.load(uri),
            bomb.getKey(),
            ErrorCode.INVALID_PARAMETER_VALUE,
            ErrorCode.BAD_REQUEST,
            ErrorCode.FAILED_PRECONDITION);
      }
    }
  }

  private static void refused(ThrowingCallable call, String what, ErrorCode... codes) {
    Assertions.assertThatThrownBy(call)
        .as(what)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).as(what + ": " + e.message()).isIn((Object[]) codes));
  }
}
