package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Securables;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Searches over what a caller may see. */
final class Searches {
  private static final String PROMPT_TAG = "mlflow.prompt.is_prompt";

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
    Filter filter = Filter.parse(Filter.MODELS, search.filter());
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
    Filter filter = Filter.parse(Filter.VERSIONS, search.filter());
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
    return filter.conditions().stream()
        .allMatch(
            condition ->
                condition.field().is(Field.TAG)
                    ? tagFits(condition, model.tags())
                    : nameFits(condition, model.name()));
  }

  private static boolean fits(Filter filter, ModelVersion version) {
    return filter.conditions().stream().allMatch(condition -> fits(condition, version));
  }

  private static boolean fits(Condition condition, ModelVersion version) {
    if (condition.field().is(Field.TAG)) {
      return tagFits(condition, version.tags());
    }
    return switch (condition.field().name()) {
      case "name" -> nameFits(condition, version.model());
      case "version_number" -> condition.fits((double) version.version());
      case "run_id" -> condition.fits(version.origin().runId());
      case "source_path" -> condition.fits(version.origin().source());
      default -> throw new IllegalStateException(condition.field().name());
    };
  }

  /** A model of the default schema answers to its short and to its full name. */
  private static boolean nameFits(Condition condition, String fullName) {
    String shortName = ModelNames.mlflow(fullName);
    if (condition.comparator() == io.mudbrick.platform.search.Comparator.EQUAL) {
      String wanted = ModelNames.full(condition.text()).toLowerCase(Locale.ROOT);
      return fullName.toLowerCase(Locale.ROOT).equals(wanted);
    }
    return condition.comparator() == io.mudbrick.platform.search.Comparator.NOT_EQUAL
        ? condition.fits(shortName) && condition.fits(fullName)
        : condition.fits(shortName) || condition.fits(fullName);
  }

  /** Comparing a tag that is not there fails, but for the prompts' tag, as MLflow has it. */
  private static boolean tagFits(Condition condition, Map<String, String> tags) {
    String key = condition.field().name();
    String actual = tags.get(key);
    if (actual == null) {
      return key.equals(PROMPT_TAG)
          && condition.comparator() == io.mudbrick.platform.search.Comparator.NOT_EQUAL;
    }
    return condition.fits(actual);
  }
}
