package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Searches find, page by page, what looking at everything finds. */
@MudbrickTest
@Tag("both-stores")
class SearchesTest {
  private static final int MODELS = 24;
  private static final int VERSIONS = 4;

  /** Models of two schemas, of which one is open to everybody. */
  private static Registry furnish(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("s");
    catalog.schemas().create("s.open");
    catalog.schemas().create("s.closed");
    platform.module(Identity.class).createUser("ann");
    catalog.grants().grant(SecurableRef.catalog("s"), "ann", Privilege.USE_CATALOG);
    catalog
        .grants()
        .grant(SecurableRef.schema("s.open"), "ann", Privilege.USE_SCHEMA, Privilege.EXECUTE);
    Registry registry = platform.module(Registry.class);
    Random random = new Random(5);
    for (int i = 0; i < MODELS; i++) {
      String name = (i % 3 == 0 ? "s.closed" : "s.open") + (i % 2 == 0 ? ".even" : ".Odd") + i;
      registry.createModel(name, null, Map.of("team", "t" + i % 4));
      for (int version = 0; version < VERSIONS; version++) {
        registry.beginVersion(
            NewModelVersion.of(name, "from " + i)
                .runId("run" + i % 5)
                .tag("score", "" + random.nextInt(3))
                .build());
      }
      registry.setAlias(name, "champion", 1 + random.nextInt(VERSIONS));
      registry.setVersionTag(name, 1 + random.nextInt(VERSIONS), "late", "yes");
    }
    registry.createModel("s.open.prompt", null, Map.of("mlflow.prompt.is_prompt", "true"));
    return registry;
  }

  private static <T> List<T> allPages(Function<String, Page<T>> search) {
    List<T> found = new ArrayList<>();
    String token = "";
    while (token != null) {
      Page<T> page = search.apply(token);
      found.addAll(page.items());
      token = page.nextPageToken();
    }
    return found;
  }

  private static List<RegisteredModel> models(Registry registry) {
    List<RegisteredModel> all = new ArrayList<>();
    allPages(token -> registry.listModels(null, 100, token))
        .forEach(model -> all.add(registry.model(model.name())));
    all.removeIf(model -> model.tags().containsKey("mlflow.prompt.is_prompt"));
    return all;
  }

  @Test
  void models_are_found_as_by_looking_at_all(Mudbrick platform) {
    furnish(platform);
    Map<String, Predicate<RegisteredModel>> filters = new LinkedHashMap<>();
    filters.put("", every -> true);
    filters.put("name LIKE 's.open.%'", model -> model.name().startsWith("s.open."));
    filters.put("name ILIKE '%odd1%'", model -> model.name().contains("Odd1"));
    filters.put("name = 's.open.Odd1'", model -> model.name().equals("s.open.Odd1"));
    filters.put("name != 's.open.Odd1'", model -> !model.name().equals("s.open.Odd1"));
    filters.put("tags.team = 't1'", model -> "t1".equals(model.tags().get("team")));
    filters.put("tags.team != 't1'", model -> !"t1".equals(model.tags().get("team")));
    filters.put("tags.team LIKE '%3'", model -> "t3".equals(model.tags().get("team")));
    filters.put("tags.none = 'x'", model -> false);
    filters.put(
        "tags.team = 't1' AND name LIKE '%open%'",
        model -> "t1".equals(model.tags().get("team")) && model.name().contains("open"));
    Comparator<RegisteredModel> byName = Comparator.comparing(RegisteredModel::name);
    Map<String, Comparator<RegisteredModel>> orders = new LinkedHashMap<>();
    orders.put("", byName);
    orders.put("name DESC", byName.reversed());
    orders.put(
        "last_updated_timestamp DESC",
        Comparator.comparing((RegisteredModel model) -> model.changes().updatedAt())
            .reversed()
            .thenComparing(byName));
    orders.put(
        "creation_timestamp ASC",
        Comparator.comparing((RegisteredModel model) -> model.changes().createdAt())
            .thenComparing(byName));
    for (Mudbrick caller : List.of(platform, platform.as("ann"))) {
      Registry registry = caller.module(Registry.class);
      List<RegisteredModel> all = models(registry);
      assertThat(all).hasSize(caller == platform ? MODELS : MODELS * 2 / 3);
      filters.forEach(
          (filter, fits) ->
              orders.forEach(
                  (order, comparator) ->
                      assertThat(
                              allPages(
                                  token ->
                                      registry.searchModels(
                                          new Search(filter, order(order), 5, token))))
                          .as("%s by %s", filter, order)
                          .isEqualTo(all.stream().filter(fits).sorted(comparator).toList())));
    }
  }

  private static List<String> order(String order) {
    return order.isEmpty() ? List.of() : List.of(order);
  }

  @Test
  void versions_are_found_as_by_looking_at_all(Mudbrick platform) {
    furnish(platform);
    Map<String, Predicate<ModelVersion>> filters = new LinkedHashMap<>();
    filters.put("", every -> true);
    filters.put("name = 's.open.Odd1'", version -> version.model().equals("s.open.Odd1"));
    filters.put("name LIKE 's.open.%'", version -> version.model().startsWith("s.open."));
    filters.put("name != 's.open.Odd1'", version -> !version.model().equals("s.open.Odd1"));
    filters.put("run_id = 'run2'", version -> "run2".equals(version.origin().runId()));
    filters.put(
        "run_id IN ('run2', 'run3')",
        version -> List.of("run2", "run3").contains(version.origin().runId()));
    filters.put("source_path = 'from 4'", version -> "from 4".equals(version.origin().source()));
    filters.put("version_number > 2", version -> version.version() > 2);
    filters.put("tags.score = '1'", version -> "1".equals(version.tags().get("score")));
    filters.put("tags.score != '1'", version -> !"1".equals(version.tags().get("score")));
    filters.put("tags.late LIKE 'y%'", version -> version.tags().containsKey("late"));
    filters.put(
        "tags.score = '1' AND version_number = 2",
        version -> "1".equals(version.tags().get("score")) && version.version() == 2);
    Comparator<ModelVersion> usual =
        Comparator.comparing(ModelVersion::model)
            .thenComparing(Comparator.comparing(ModelVersion::version).reversed());
    Map<String, Comparator<ModelVersion>> orders = new LinkedHashMap<>();
    orders.put(
        "",
        Comparator.comparing((ModelVersion version) -> version.changes().updatedAt())
            .reversed()
            .thenComparing(usual));
    orders.put(
        "creation_timestamp DESC",
        Comparator.comparing((ModelVersion version) -> version.changes().createdAt())
            .reversed()
            .thenComparing(usual));
    orders.put(
        "last_updated_timestamp ASC",
        Comparator.comparing((ModelVersion version) -> version.changes().updatedAt())
            .thenComparing(usual));
    orders.put("name ASC", usual);
    orders.put(
        "version_number DESC",
        Comparator.comparing(ModelVersion::version).reversed().thenComparing(usual));
    for (Mudbrick caller : List.of(platform, platform.as("ann"))) {
      Registry registry = caller.module(Registry.class);
      List<ModelVersion> all = new ArrayList<>();
      models(registry).forEach(model -> all.addAll(registry.versions(model.name())));
      assertThat(all).hasSize(VERSIONS * (caller == platform ? MODELS : MODELS * 2 / 3));
      filters.forEach(
          (filter, fits) ->
              orders.forEach(
                  (order, comparator) ->
                      assertThat(
                              allPages(
                                  token ->
                                      registry.searchVersions(
                                          new Search(filter, order(order), 17, token))))
                          .as("%s by %s", filter, order)
                          .isEqualTo(all.stream().filter(fits).sorted(comparator).toList())));
    }
  }

  @Test
  void the_newest_versions_of_many_models_are_those_of_each(Mudbrick platform) {
    Registry registry = furnish(platform);
    registry.transitionStage("s.open.Odd1", 2, Stage.STAGING, false);
    registry.transitionStage("s.open.Odd1", 1, Stage.PRODUCTION, false);
    List<RegisteredModel> all = models(registry);
    Map<String, List<ModelVersion>> latest =
        registry.latestVersions(all.stream().map(RegisteredModel::id).toList());
    for (RegisteredModel model : all) {
      assertThat(latest.get(model.id()))
          .isEqualTo(registry.latestVersions(model.name(), List.of(Stage.values())));
    }
    assertThat(registry.latestVersions("s.open.Odd1", List.of(Stage.values())))
        .extracting(ModelVersion::version)
        .containsExactly(4L, 2L, 1L);
    Registry ann = platform.as("ann").module(Registry.class);
    assertThat(ann.latestVersions(all.stream().map(RegisteredModel::id).toList()))
        .hasSize(MODELS * 2 / 3);
  }
}
