package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.files.FileContent;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
@Tag("both-stores")
class RegistryTest {
  private static final String MODEL = "telco.churn.model";

  private static Registry prepared(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Registry registry = platform.module(Registry.class);
    registry.createModel(MODEL, "who leaves", Map.of("team", "risk"));
    return registry;
  }

  private static ModelVersion register(Mudbrick platform, double slope) {
    return platform
        .module(Registry.class)
        .createVersion(
            NewModelVersion.of(MODEL, SmallModels.logged(platform, slope))
                .description("slope " + slope)
                .tag("slope", Double.toString(slope))
                .build());
  }

  @Test
  void a_version_holds_its_own_files_and_scores(Mudbrick platform) {
    Registry registry = prepared(platform);
    ModelVersion version = register(platform, 2);
    assertThat(version.version()).isEqualTo(1);
    assertThat(version.status()).isEqualTo(ModelVersion.Status.READY);
    assertThat(version.origin().runId()).hasSize(32);
    assertThat(version.tags()).containsEntry("slope", "2.0");
    assertThat(registry.files(MODEL, 1))
        .extracting(ModelFile::path)
        .contains("MLmodel", "preparation.json");
    assertThat(registry.files(MODEL, 1)).allMatch(file -> file.sha256().matches("[0-9a-f]{64}"));
    LoadedModel loaded = registry.load("models:/" + MODEL + "/1");
    assertThat(loaded.predict(SmallModels.ROWS).values().value(0)).isEqualTo(6.0);
    assertThat(registry.load(version.uri())).isSameAs(loaded);
  }

  @Test
  void the_files_api_shows_a_versions_files_to_whoever_may_load_it(Mudbrick platform)
      throws IOException {
    prepared(platform);
    register(platform, 2);
    String file = "/Models/telco/churn/model/1/MLmodel";
    FilesApi files = platform.module(FilesApi.class);
    try (FileContent content = files.open(file)) {
      assertThat(content.stream().readAllBytes()).asString().contains("flavors");
    }
    assertThat(files.list("/Models/telco/churn/model/1"))
        .extracting(FileEntry::name)
        .contains("MLmodel", "preparation.json");
    refused(
        () -> files.upload(file, InputStream.nullInputStream(), true), ErrorCode.PERMISSION_DENIED);
    refused(() -> files.delete(file), ErrorCode.PERMISSION_DENIED);
    refused(() -> files.open("/Models/telco/churn/model/2/MLmodel"), ErrorCode.NOT_FOUND);
    refused(() -> files.open("/Models/telco/churn/model/latest/MLmodel"), ErrorCode.BAD_REQUEST);
    platform.module(Identity.class).createUser("mallory");
    FilesApi mallory = platform.as("mallory").module(FilesApi.class);
    refused(() -> mallory.open(file), ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void version_numbers_are_never_given_twice(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 1);
    register(platform, 2);
    registry.deleteVersion(MODEL, 2, false);
    assertThat(register(platform, 3).version()).isEqualTo(3);
    assertThat(registry.versions(MODEL)).extracting(ModelVersion::version).containsExactly(3L, 1L);
    refused(() -> registry.version(MODEL, 2), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void an_alias_moves_and_its_moves_are_kept(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 1);
    register(platform, 2);
    registry.setAlias(MODEL, "champion", 1);
    AliasMove move = registry.setAlias(MODEL, "champion", 2);
    assertThat(move.from()).isEqualTo(1L);
    assertThat(registry.versionByAlias(MODEL, "champion").version()).isEqualTo(2);
    assertThat(registry.resolve("models:/" + MODEL + "@champion").aliases())
        .containsExactly("champion");
    assertThat(registry.rollbackAlias(MODEL, "champion").to()).isEqualTo(1L);
    assertThat(registry.model(MODEL).aliases()).isEqualTo(Map.of("champion", 1L));
    registry.deleteAlias(MODEL, "champion");
    registry.deleteAlias(MODEL, "champion");
    assertThat(registry.aliasHistory(MODEL, "champion"))
        .extracting(AliasMove::to)
        .containsExactly(1L, 2L, 1L, null);
    assertThat(registry.aliasHistory(MODEL, "champion"))
        .allMatch(each -> each.by().equals(platform.caller().principal().name()));
  }

  @Test
  void reserved_and_crooked_aliases_are_refused(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 1);
    for (String alias :
        List.of("latest", "LATEST", "v1", "V22", "", "a b", "a/b", "a".repeat(256))) {
      refused(() -> registry.setAlias(MODEL, alias, 1), ErrorCode.INVALID_PARAMETER_VALUE);
    }
    refused(() -> registry.setAlias(MODEL, "ok", 9), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> registry.versionByAlias(MODEL, "none"), ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @Test
  void a_deleted_version_drops_its_aliases(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 1);
    registry.setAlias(MODEL, "champion", 1);
    Path dir = registry.artifacts(MODEL, 1).onDisk("");
    assertThat(dir).isDirectory();
    registry.deleteVersion(MODEL, 1, false);
    assertThat(registry.model(MODEL).aliases()).isEmpty();
    assertThat(dir).doesNotExist();
  }

  @Test
  void a_version_deleted_while_it_is_registered_leaves_no_files(
      Mudbrick platform, @TempDir Path extra) throws Exception {
    Registry registry = prepared(platform);
    register(platform, 1);
    Path files = registry.artifacts(MODEL, 1).onDisk("").resolveSibling("2");
    String source = SmallModels.logged(platform, 2);
    for (int i = 0; i < 200; i++) {
      Files.writeString(extra.resolve(i + ".txt"), "some weight"); // gives the deletion its time
    }
    platform.module(Tracking.class).logArtifacts(source.split("/")[1], "model", extra);
    CompletableFuture<ModelVersion> registered =
        CompletableFuture.supplyAsync(
            () -> registry.createVersion(NewModelVersion.of(MODEL, source).build()));
    while (registry.versions(MODEL).size() < 2) {
      Thread.onSpinWait();
    }
    registry.deleteVersion(MODEL, 2, false);
    assertThatThrownBy(registered::join).hasCauseInstanceOf(PlatformException.class);
    assertThat(files).doesNotExist();
    assertThat(registry.versions(MODEL)).hasSize(1);
  }

  @Test
  void a_model_goes_with_its_schema(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 1);
    Path dir = registry.artifacts(MODEL, 1).onDisk("");
    platform.module(Catalog.class).schemas().delete("telco.churn", true);
    refused(() -> registry.model(MODEL), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    assertThat(dir).doesNotExist();
  }

  @Test
  void a_short_name_is_a_model_of_the_default_schema(Mudbrick platform) {
    Registry registry = platform.module(Registry.class);
    assertThat(registry.createModel("m.x", null, Map.of()).name())
        .isEqualTo("workspace.default.m~dx");
    registry.createModel("plain", null, Map.of());
    assertThat(registry.model("workspace.default.plain").id())
        .isEqualTo(registry.model("plain").id());
    refused(() -> registry.createModel("plain", null, Map.of()), ErrorCode.RESOURCE_ALREADY_EXISTS);
    for (String name : List.of("", " ", "a/b", "a:b")) {
      refused(() -> registry.createModel(name, null, Map.of()), ErrorCode.INVALID_PARAMETER_VALUE);
    }
  }

  @Test
  void a_version_can_be_registered_from_another(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 2);
    registry.setAlias(MODEL, "champion", 1);
    registry.createModel("telco.churn.copy", null, Map.of());
    registry.createVersion(
        NewModelVersion.of("telco.churn.copy", "models:/" + MODEL + "@champion").build());
    assertThat(registry.files("telco.churn.copy", 1)).isEqualTo(registry.files(MODEL, 1));
  }

  @Test
  void a_prompt_is_a_version_without_files(Mudbrick platform) {
    Registry registry = platform.module(Registry.class);
    registry.createModel("greet", null, Map.of("mlflow.prompt.is_prompt", "true"));
    ModelVersion version =
        registry.createVersion(
            NewModelVersion.of("greet", "dummy-source")
                .tag("mlflow.prompt.is_prompt", "true")
                .tag("mlflow.prompt.text", "hello")
                .build());
    assertThat(version.status()).isEqualTo(ModelVersion.Status.READY);
    assertThat(registry.files("greet", 1)).isEmpty();
    refused(() -> registry.load("models:/greet/1"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void crooked_sources_are_refused(Mudbrick platform) {
    Registry registry = prepared(platform);
    for (String source :
        List.of(
            "model",
            "../x",
            "file:/etc/passwd",
            "runs:/abc/../../etc",
            "runs:/abc/%2e%2e/x",
            "runs:/abc/a#b",
            "runs:/abc/a;b",
            "runs:/abc\\x",
            "http://127.0.0.1/x?y",
            "s3://bucket/x")) {
      refused(
          () -> registry.createVersion(NewModelVersion.of(MODEL, source).build()),
          ErrorCode.INVALID_PARAMETER_VALUE);
    }
    String run = SmallModels.logged(platform, 1).replace("/model", "/nothing");
    refused(
        () -> registry.createVersion(NewModelVersion.of(MODEL, run).build()),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    assertThat(registry.versions(MODEL)).isEmpty();
  }

  @Test
  void damaged_files_are_not_loaded(Mudbrick platform) throws IOException {
    Registry registry = prepared(platform);
    register(platform, 1);
    Path file = registry.artifacts(MODEL, 1).onDisk("MLmodel");
    Files.write(file, (Files.readString(file) + "\n#").getBytes(StandardCharsets.UTF_8));
    refused(() -> registry.load("models:/" + MODEL + "/1"), ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void grants_decide_who_sees_loads_and_changes(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 1);
    platform.module(Identity.class).createUser("ann@telco");
    Registry ann = platform.as("ann@telco").module(Registry.class);
    assertThat(ann.searchModels(Search.all()).items()).isEmpty();
    refused(() -> ann.load("models:/" + MODEL + "/1"), ErrorCode.PERMISSION_DENIED);

    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann@telco", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann@telco", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model(MODEL), "ann@telco", Privilege.EXECUTE);
    assertThat(ann.load("models:/" + MODEL + "/1").predict(SmallModels.ROWS).rows()).isEqualTo(2);
    refused(() -> ann.setAlias(MODEL, "champion", 1), ErrorCode.PERMISSION_DENIED);
    refused(
        () -> ann.createModel("telco.churn.other", null, Map.of()), ErrorCode.PERMISSION_DENIED);

    catalog.grants().grant(SecurableRef.model(MODEL), "ann@telco", Privilege.MANAGE);
    ann.setAlias(MODEL, "champion", 1);
    assertThat(registry.aliasHistory(MODEL, "champion").get(0).by()).isEqualTo("ann@telco");
  }

  @Test
  void lineage_leads_from_the_run_to_the_version(Mudbrick platform) {
    prepared(platform);
    ModelVersion version = register(platform, 1);
    EntityRef made =
        new EntityRef(EntityRef.Type.MODEL_VERSION, platform.caller().metastoreId(), MODEL + "/1");
    assertThat(platform.module(Catalog.class).lineage().upstream(made).entities())
        .extracting(EntityRef::id)
        .contains(version.origin().runId());
  }

  @Test
  void stages_move_as_they_did(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 1);
    register(platform, 2);
    registry.transitionStage(MODEL, 1, Stage.PRODUCTION, false);
    registry.transitionStage(MODEL, 2, Stage.PRODUCTION, true);
    assertThat(registry.version(MODEL, 1).stage()).isEqualTo(Stage.ARCHIVED);
    assertThat(registry.latestVersions(MODEL, List.of(Stage.PRODUCTION, Stage.NONE)))
        .extracting(ModelVersion::version)
        .containsExactly(2L);
    assertThat(registry.resolve("models:/" + MODEL + "/production").version()).isEqualTo(2);
    refused(
        () -> registry.transitionStage(MODEL, 2, Stage.NONE, true),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @Test
  void searches_filter_order_and_page(Mudbrick platform) {
    Registry registry = prepared(platform);
    registry.createModel("telco.churn.other", null, Map.of("team", "growth", "a.b", "1"));
    registry.createModel("plain", null, Map.of("mlflow.prompt.is_prompt", "true"));
    assertThat(names(registry, null)).containsExactly(MODEL, "telco.churn.other");
    assertThat(names(registry, "tags.team = 'growth'")).containsExactly("telco.churn.other");
    assertThat(names(registry, "tags.`a.b` = '1'")).containsExactly("telco.churn.other");
    assertThat(names(registry, "name LIKE 'telco%' AND tags.team != 'growth'"))
        .containsExactly(MODEL);
    assertThat(names(registry, "name ILIKE '%OTHER'")).containsExactly("telco.churn.other");
    assertThat(names(registry, "tag.`mlflow.prompt.is_prompt` != 'true'"))
        .containsExactly(MODEL, "telco.churn.other");
    assertThat(names(registry, "name = 'nobody'")).isEmpty();
    Page<RegisteredModel> first =
        registry.searchModels(new Search(null, List.of("name DESC"), 1, null));
    assertThat(first.items())
        .extracting(RegisteredModel::name)
        .containsExactly("telco.churn.other");
    Page<RegisteredModel> second =
        registry.searchModels(new Search(null, List.of("name DESC"), 1, first.nextPageToken()));
    assertThat(second.items()).extracting(RegisteredModel::name).containsExactly(MODEL);
    assertThat(second.nextPageToken()).isNull();
    for (String bad :
        List.of("nonsense", "age = 3", "name > 'a'", "name = 'a' OR name = 'b'", "name = 'a")) {
      refused(() -> registry.searchModels(Search.where(bad)), ErrorCode.INVALID_PARAMETER_VALUE);
    }
  }

  @Test
  void versions_are_found_by_run_number_and_tag(Mudbrick platform) {
    Registry registry = prepared(platform);
    ModelVersion one = register(platform, 1);
    register(platform, 2);
    assertThat(numbers(registry, "name = '" + MODEL + "'")).containsExactlyInAnyOrder(1L, 2L);
    assertThat(numbers(registry, "run_id = '" + one.origin().runId() + "'")).containsExactly(1L);
    assertThat(numbers(registry, "run_id IN ('" + one.origin().runId() + "', 'x')"))
        .containsExactly(1L);
    assertThat(numbers(registry, "version_number > 1")).containsExactly(2L);
    assertThat(numbers(registry, "tags.slope = '2.0'")).containsExactly(2L);
  }

  @Test
  void renaming_keeps_versions_and_aliases(Mudbrick platform) {
    Registry registry = prepared(platform);
    register(platform, 1);
    registry.setAlias(MODEL, "champion", 1);
    registry.renameModel(MODEL, "telco.churn.renamed");
    assertThat(registry.versionByAlias("telco.churn.renamed", "champion").model())
        .isEqualTo("telco.churn.renamed");
    refused(() -> registry.model(MODEL), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(
        () -> registry.renameModel("telco.churn.renamed", "workspace.default.x"),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  private static List<String> names(Registry registry, String filter) {
    return registry.searchModels(new Search(filter, List.of(), 0, null)).items().stream()
        .map(RegisteredModel::name)
        .toList();
  }

  private static List<Long> numbers(Registry registry, String filter) {
    return registry.searchVersions(Search.where(filter)).items().stream()
        .map(ModelVersion::version)
        .toList();
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }
}
