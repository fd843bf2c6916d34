package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Securables;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Searches over what a caller may see. */
final class Searches {
  private static final String PROMPT_TAG = "mlflow.prompt.is_prompt";
  private static final Filter.Attributes MODELS =
      new Filter.Attributes(Set.of("name"), Set.of(), Set.of());
  private static final Filter.Attributes VERSIONS =
      new Filter.Attributes(
          Set.of("name", "run_id", "source_path"), Set.of("version_number"), Set.of("run_id"));

  private final Room room;
  private final Caller caller;
  private final ModelAccess access;
  private final Models models;
  private final Versions versions;

  Searches(Room room, Caller caller, ModelAccess access, Models models, Versions versions) {
    this.room = room;
    this.caller = caller;
    this.access = access;
    this.models = models;
    this.versions = versions;
  }

  Page<RegisteredModel> models(Search search) {
    Filter filter = filter(search, MODELS);
    Comparator<RegisteredModel> order = Ordering.models(search.orderBy());
    List<RegisteredModel> found =
        room.database()
            .read(
                tx ->
                    candidates(filter).stream()
                        .map(securable -> models.assemble(tx, securable))
                        .filter(model -> fits(filter, model))
                        .sorted(order)
                        .toList());
    return Paging.page(found, search, 100, 1000);
  }

  Page<ModelVersion> versions(Search search) {
    Filter filter = filter(search, VERSIONS);
    Comparator<ModelVersion> order = Ordering.versions(search.orderBy());
    List<ModelVersion> found =
        room.database()
            .read(
                tx ->
                    all(tx, filter).stream()
                        .filter(version -> fits(filter, version))
                        .sorted(order)
                        .toList());
    return Paging.page(found, search, 10_000, 200_000);
  }

  Page<RegisteredModel> listModels(@Nullable String schema, Search search) {
    Securables securables = access.catalog().securables();
    List<Securable> found =
        schema == null
            ? securables.list(SecurableType.REGISTERED_MODEL)
            : securables.list(SecurableRef.schema(schema), SecurableType.REGISTERED_MODEL);
    Page<Securable> page = Paging.page(found, search, 100, 1000);
    return room.database()
        .read(
            tx ->
                new Page<>(
                    page.items().stream().map(model -> models.assemble(tx, model)).toList(),
                    page.nextPageToken()));
  }

  Page<ModelVersion> listVersions(String name, Search search) {
    return Paging.page(versions.list(name), search, 1000, 1000);
  }

  private static Filter filter(Search search, Filter.Attributes attributes) {
    String text = search.filter();
    return Filter.parse(text == null ? "" : text, attributes);
  }

  private List<ModelVersion> all(Tx tx, Filter filter) {
    List<Securable> candidates = candidates(filter);
    Map<String, List<VersionRow>> byModel =
        rows(tx, filter, candidates).stream().collect(Collectors.groupingBy(VersionRow::modelId));
    return candidates.stream()
        .flatMap(
            model ->
                versions.assemble(tx, model, byModel.getOrDefault(model.id(), List.of())).stream())
        .toList();
  }

  private List<VersionRow> rows(Tx tx, Filter filter, List<Securable> candidates) {
    Optional<String> run = filter.equal("run_id");
    if (run.isPresent()) {
      return room.versions().ofRun(tx, caller.metastoreId(), run.get());
    }
    return candidates.size() == 1
        ? room.versions().ofModel(tx, candidates.get(0).id())
        : room.versions().ofMetastore(tx, caller.metastoreId());
  }

  /** The models to look at: the one that the filter names, else all that the caller may see. */
  private List<Securable> candidates(Filter filter) {
    Optional<String> name = filter.equal("name");
    if (name.isEmpty()) {
      return access.catalog().securables().list(SecurableType.REGISTERED_MODEL);
    }
    try {
      return List.of(access.visible(name.get()));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
          || e.code() == ErrorCode.PERMISSION_DENIED
          || e.code() == ErrorCode.INVALID_PARAMETER_VALUE) {
        return List.of();
      }
      throw e;
    }
  }

  private static boolean fits(Filter filter, RegisteredModel model) {
    boolean prompt = "true".equals(model.tags().get(PROMPT_TAG));
    if (prompt && !filter.mentionsTag(PROMPT_TAG)) {
      return false;
    }
    return filter.clauses().stream()
        .allMatch(
            clause ->
                clause.tag() ? tagFits(clause, model.tags()) : nameFits(clause, model.name()));
  }

  private static boolean fits(Filter filter, ModelVersion version) {
    return filter.clauses().stream().allMatch(clause -> fits(clause, version));
  }

  private static boolean fits(Filter.Clause clause, ModelVersion version) {
    if (clause.tag()) {
      return tagFits(clause, version.tags());
    }
    return switch (clause.key()) {
      case "name" -> nameFits(clause, version.model());
      case "version_number" -> Filter.matches(clause, version.version());
      case "run_id" -> textFits(clause, version.origin().runId());
      case "source_path" -> textFits(clause, version.origin().source());
      default -> throw RegistryErrors.badFilter("Invalid attribute key '" + clause.key() + "'");
    };
  }

  /** A model of the default schema answers to its short and to its full name. */
  private static boolean nameFits(Filter.Clause clause, String fullName) {
    String shortName = ModelNames.mlflow(fullName);
    if (clause.operator().equals("=")) {
      String wanted = ModelNames.full(clause.value()).toLowerCase(Locale.ROOT);
      return fullName.toLowerCase(Locale.ROOT).equals(wanted);
    }
    return clause.operator().equals("!=")
        ? Filter.matches(clause, shortName) && Filter.matches(clause, fullName)
        : Filter.matches(clause, shortName) || Filter.matches(clause, fullName);
  }

  private static boolean textFits(Filter.Clause clause, @Nullable String actual) {
    return actual != null && Filter.matches(clause, actual);
  }

  /** Comparing a tag that is not there fails, but for the prompts' tag, as MLflow has it. */
  private static boolean tagFits(Filter.Clause clause, Map<String, String> tags) {
    String actual = tags.get(clause.key());
    if (actual == null) {
      return clause.key().equals(PROMPT_TAG) && clause.operator().equals("!=");
    }
    return Filter.matches(clause, actual);
  }
}
