package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.NewLoggedModel;
import io.mudbrick.tracking.Tracking;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@MudbrickTest
class PromptsTest {
  private static final String GREET = "telco.churn.greet";

  private static Prompts prepared(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Prompts prompts = platform.module(Prompts.class);
    prompts.create(GREET, "says hello", Map.of("team", "risk"));
    prompts.createVersion(GREET, "\"Hello {{who}}\"", "first", Map.of("lang", "en"));
    return prompts;
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void the_registry_and_unity_catalog_show_the_same_prompt(Mudbrick platform) {
    Prompts prompts = prepared(platform);
    Registry registry = platform.module(Registry.class);
    assertThat(registry.version(GREET, 1).tags())
        .containsEntry("mlflow.prompt.text", "Hello {{who}}")
        .containsEntry("lang", "en");
    registry.setAlias(GREET, "prod", 1);
    PromptVersion version = prompts.versionByAlias(GREET, "prod");
    assertThat(version.template()).isEqualTo("\"Hello {{who}}\"");
    assertThat(version.aliases()).containsExactly("prod");
    assertThat(prompts.prompt(GREET).tags()).isEqualTo(Map.of("team", "risk"));
    String chat = "[{\"role\": \"user\", \"content\": \"Hi\"}]";
    assertThat(prompts.createVersion(GREET, chat, null, Map.of()).template()).isEqualTo(chat);
    assertThat(prompts.versions(GREET, 0, null).items())
        .extracting(PromptVersion::version)
        .containsExactly(2L, 1L);
    assertThat(prompts.search("telco.churn", null, 0, null).items())
        .extracting(Prompt::name)
        .containsExactly(GREET);
    assertThat(registry.searchModels(Search.all()).items()).isEmpty();
  }

  @Test
  void a_model_is_no_prompt_and_a_template_does_not_change(Mudbrick platform) {
    Prompts prompts = prepared(platform);
    platform.module(Registry.class).createModel("telco.churn.model", null, Map.of());
    refused(() -> prompts.prompt("telco.churn.model"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> prompts.delete("telco.churn.model"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> prompts.create(GREET, null, Map.of()), ErrorCode.ALREADY_EXISTS);
    refused(
        () -> prompts.setVersionTag(GREET, 1, "mlflow.prompt.text", "x"),
        ErrorCode.INVALID_PARAMETER_VALUE);
    for (String template : List.of("", "Hello", "{}", "12")) {
      refused(
          () -> prompts.createVersion(GREET, template, null, Map.of()),
          ErrorCode.INVALID_PARAMETER_VALUE);
    }
  }

  @Test
  void reading_asks_for_execute_and_changing_for_more(Mudbrick platform) {
    Prompts prompts = prepared(platform);
    platform.module(Identity.class).createUser("mallory");
    Prompts mallory = platform.as("mallory").module(Prompts.class);
    refused(() -> mallory.version(GREET, 1), ErrorCode.PERMISSION_DENIED);
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), "mallory", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "mallory", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model(GREET), "mallory", Privilege.EXECUTE);
    assertThat(mallory.version(GREET, 1).template()).contains("Hello");
    refused(
        () -> mallory.createVersion(GREET, "\"x\"", null, Map.of()), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.setAlias(GREET, "prod", 1), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.setTag(GREET, "k", "v"), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.delete(GREET), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.create("telco.churn.mine", null, Map.of()), ErrorCode.PERMISSION_DENIED);
    prompts.delete(GREET);
    refused(() -> prompts.version(GREET, 1), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void what_uses_a_prompt_shows_it_once_and_is_for_its_editors(Mudbrick platform) {
    Prompts prompts = prepared(platform);
    prompts.createVersion(GREET, "\"Hi {{who}}\"", null, Map.of());
    Tracking tracking = platform.module(Tracking.class);
    String experiment = tracking.createExperiment("prompts").experimentId();
    String run = tracking.startRun(experiment, "r").runId();
    String model =
        tracking.createLoggedModel(NewLoggedModel.in(experiment).build()).info().modelId();
    List<Prompts.Link> first = List.of(new Prompts.Link(GREET, 1));
    List<Prompts.Link> both = List.of(new Prompts.Link(GREET, 1), new Prompts.Link(GREET, 2));
    prompts.linkToRuns(first, List.of(run));
    prompts.linkToRuns(both, List.of(run));
    prompts.linkToModels(both, List.of(model));
    String links =
        "[{\"name\":\"telco.churn.greet\",\"version\":\"1\"},"
            + "{\"name\":\"telco.churn.greet\",\"version\":\"2\"}]";
    assertThat(tracking.getRun(run).tag("mlflow.linkedPrompts")).contains(links);
    assertThat(tracking.getLoggedModel(model).tags()).containsEntry("mlflow.linkedPrompts", links);

    refused(
        () -> prompts.linkToRuns(first, List.of("0".repeat(32))),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(
        () -> prompts.linkToTraces(first, List.of("tr-none")), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(
        () -> prompts.linkToModels(List.of(new Prompts.Link(GREET, 9)), List.of(model)),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    platform.module(Identity.class).createUser("mallory");
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), "mallory", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "mallory", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model(GREET), "mallory", Privilege.EXECUTE);
    Prompts mallory = platform.as("mallory").module(Prompts.class);
    refused(() -> mallory.linkToRuns(first, List.of(run)), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.linkToModels(first, List.of(model)), ErrorCode.PERMISSION_DENIED);
  }
}
