package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Privilege;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.PromptsUsed;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Prompt;
import io.mudbrick.registry.PromptVersion;
import io.mudbrick.registry.Prompts;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prompts for one caller, over the models that they are. */
final class PromptService implements Prompts {
  private static final String IS_PROMPT = "mlflow.prompt.is_prompt";
  private static final String TEXT = "mlflow.prompt.text";
  private static final String TYPE = "_mlflow_prompt_type";
  private static final String TEXT_TYPE = "text";
  private static final String CHAT_TYPE = "chat";

  /** What MLflow's own client names as the source. */
  private static final String SOURCE = "prompt-template";

  private final Room room;
  private final Caller caller;
  private final Registry registry;
  private final ModelAccess access;

  PromptService(Room room, Caller caller, Registry registry, ModelAccess access) {
    this.room = room;
    this.caller = caller;
    this.registry = registry;
    this.access = access;
  }

  @Override
  public Prompt create(String name, @Nullable String description, Map<String, String> tags) {
    Map<String, String> marked = new LinkedHashMap<>(tags);
    marked.put(IS_PROMPT, "true");
    try {
      return of(registry.createModel(name, description, marked));
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.RESOURCE_ALREADY_EXISTS ? RegistryErrors.promptExists(name) : e;
    }
  }

  @Override
  public Prompt prompt(String name) {
    return of(marked(name));
  }

  private RegisteredModel marked(String name) {
    try {
      RegisteredModel model = registry.model(name);
      if ("true".equals(model.tags().get(IS_PROMPT))) {
        return model;
      }
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        throw e;
      }
    }
    throw RegistryErrors.noSuchPrompt(name);
  }

  private static Prompt of(RegisteredModel model) {
    Map<String, String> tags = new HashMap<>(model.tags());
    tags.remove(IS_PROMPT);
    return new Prompt(model.name(), model.description(), tags, model.aliases(), model.changes());
  }

  @Override
  public Prompt describe(String name, @Nullable String description) {
    marked(name);
    return of(registry.describeModel(name, description));
  }

  @Override
  public void delete(String name) {
    marked(name);
    registry.deleteModel(name, false);
  }

  @Override
  public Page<Prompt> search(
      String schema, @Nullable String filter, int maxResults, @Nullable String pageToken) {
    String own =
        "name LIKE '" + schema.replace("'", "") + ".%' AND tags.`" + IS_PROMPT + "` = 'true'";
    String all = filter == null || filter.isBlank() ? own : own + " AND " + filter;
    Page<RegisteredModel> found =
        registry.searchModels(new Search(all, List.of(), maxResults, pageToken));
    // An underscore in LIKE stands for any letter.
    return new Page<>(
        found.items().stream()
            .filter(model -> model.name().startsWith(schema + "."))
            .map(PromptService::of)
            .toList(),
        found.nextPageToken());
  }

  @Override
  public void setTag(String name, String key, String value) {
    marked(name);
    registry.setModelTag(name, key, value);
  }

  @Override
  public void deleteTag(String name, String key) {
    marked(name);
    registry.deleteModelTag(name, key);
  }

  @Override
  public PromptVersion createVersion(
      String name, String template, @Nullable String description, Map<String, String> tags) {
    marked(name);
    NewModelVersion.Builder version = NewModelVersion.of(name, SOURCE).description(description);
    tags.forEach(version::tag);
    String json = template.strip();
    boolean text = json.startsWith("\"");
    return of(
        registry.createVersion(
            version
                .tag(IS_PROMPT, "true")
                .tag(TYPE, text ? TEXT_TYPE : CHAT_TYPE)
                .tag(TEXT, text ? string(json) : messages(json))
                .build()));
  }

  private static String string(String json) {
    return String.valueOf(wrapped(json));
  }

  private static String messages(String json) {
    if (!(wrapped(json) instanceof List)) {
      throw RegistryErrors.badTemplate();
    }
    return json;
  }

  private static @Nullable Object wrapped(String json) {
    try {
      return Json.object("{\"template\":" + json + "}").get("template");
    } catch (PlatformException e) {
      throw RegistryErrors.badTemplate();
    }
  }

  @Override
  public PromptVersion version(String name, long version) {
    readable(name);
    return of(registry.version(name, version));
  }

  @Override
  public PromptVersion versionByAlias(String name, String alias) {
    readable(name);
    return of(registry.versionByAlias(name, alias));
  }

  private void readable(String name) {
    marked(name);
    access.catalog().grants().require(access.visible(name).ref(), Privilege.EXECUTE);
  }

  private static PromptVersion of(ModelVersion version) {
    Map<String, String> tags = new HashMap<>(version.tags());
    tags.remove(IS_PROMPT);
    String text = tags.remove(TEXT);
    boolean chat = CHAT_TYPE.equals(tags.get(TYPE));
    String kept = text == null ? "" : text;
    return new PromptVersion(
        version.model(),
        version.version(),
        chat ? kept : Json.write(kept),
        version.description(),
        tags,
        version.aliases(),
        version.changes());
  }

  @Override
  public PromptVersion describeVersion(String name, long version, @Nullable String description) {
    marked(name);
    return of(registry.describeVersion(name, version, description));
  }

  @Override
  public void deleteVersion(String name, long version) {
    marked(name);
    registry.deleteVersion(name, version, false);
  }

  @Override
  public Page<PromptVersion> versions(String name, int maxResults, @Nullable String pageToken) {
    readable(name);
    Page<ModelVersion> page = registry.listVersions(name, maxResults, pageToken);
    return new Page<>(page.items().stream().map(PromptService::of).toList(), page.nextPageToken());
  }

  @Override
  public void setVersionTag(String name, long version, String key, String value) {
    own(name, key);
    registry.setVersionTag(name, version, key, value);
  }

  @Override
  public void deleteVersionTag(String name, long version, String key) {
    own(name, key);
    registry.deleteVersionTag(name, version, key);
  }

  /** The template and the mark are tags, too, but not ones to change. */
  private void own(String name, String key) {
    marked(name);
    if (key.equals(TEXT) || key.equals(IS_PROMPT)) {
      throw RegistryErrors.templateIsFixed(key);
    }
  }

  @Override
  public void setAlias(String name, String alias, long version) {
    marked(name);
    registry.setAlias(name, alias, version);
  }

  @Override
  public void deleteAlias(String name, String alias) {
    marked(name);
    registry.deleteAlias(name, alias);
  }

  @Override
  public void linkToRuns(List<Link> versions, List<String> runIds) {
    link(versions, PromptsUsed.By.RUN, runIds);
  }

  @Override
  public void linkToTraces(List<Link> versions, List<String> traceIds) {
    link(versions, PromptsUsed.By.TRACE, traceIds);
  }

  @Override
  public void linkToModels(List<Link> versions, List<String> modelIds) {
    link(versions, PromptsUsed.By.LOGGED_MODEL, modelIds);
  }

  private void link(List<Link> versions, PromptsUsed.By by, List<String> ids) {
    room.database()
        .run(
            tx -> {
              List<PromptsUsed.Version> used = new ArrayList<>();
              for (Link link : versions) {
                PromptVersion version = version(link.name(), link.version());
                used.add(
                    new PromptsUsed.Version(
                        ModelNames.asAsked(version.name(), link.name()),
                        Long.toString(version.version())));
                if (by == PromptsUsed.By.RUN) {
                  lineage(version, ids);
                }
              }
              room.context().events().publish(new PromptsUsed(used, by, ids, caller));
            });
  }

  private void lineage(PromptVersion version, List<String> runIds) {
    EntityRef used = Room.entity(caller, version.name(), version.version());
    for (String runId : runIds) {
      EntityRef run = new EntityRef(EntityRef.Type.RUN, caller.workspaceId(), runId);
      room.context().events().publish(new LineageEdge(used, run, caller, room.now()));
    }
  }
}
