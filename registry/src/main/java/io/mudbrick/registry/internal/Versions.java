package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.events.BeforeDelete;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.AliasMoved;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.ModelUri;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.internal.jdbc.VersionKey;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Versions, for one caller. */
final class Versions {
  private final Room room;
  private final Caller caller;
  private final ModelAccess access;

  Versions(Room room, Caller caller, ModelAccess access) {
    this.room = room;
    this.caller = caller;
    this.access = access;
  }

  ModelVersion get(String name, long version) {
    return room.database()
        .read(
            tx -> {
              Securable model = access.visible(name);
              return assemble(tx, model, row(tx, model, name, version));
            });
  }

  List<ModelVersion> list(String name) {
    return room.database()
        .read(
            tx -> {
              Securable model = access.visible(name);
              return assemble(tx, model, room.versions().ofModel(tx, model.id()));
            });
  }

  ModelVersion resolve(String modelUri) {
    ModelUri uri = ModelUri.parse(modelUri);
    return room.database()
        .read(
            tx -> {
              Securable model = access.visible(uri.model());
              return assemble(tx, model, resolve(tx, model, uri));
            });
  }

  private VersionRow resolve(Tx tx, Securable model, ModelUri uri) {
    Long number = uri.version();
    String alias = uri.alias();
    Stage stage = uri.stage();
    if (alias != null && !alias.equals("latest")) {
      number = room.aliases().version(tx, model.id(), alias).orElse(null);
      if (number == null) {
        throw RegistryErrors.noSuchAlias(alias);
      }
    }
    if (number != null) {
      return row(tx, model, uri.model(), number);
    }
    Optional<VersionRow> newest =
        stage == null
            ? room.versions().newest(tx, model.id())
            : room.versions().ofModel(tx, model.id()).stream()
                .filter(row -> row.stage() == stage)
                .findFirst();
    return newest.orElseThrow(() -> RegistryErrors.noVersions(uri.model(), stage));
  }

  List<ModelVersion> latest(String name, List<Stage> stages) {
    Securable model = access.visible(name);
    List<ModelVersion> newest =
        latest(Map.of(model.id(), model.fullName())).getOrDefault(model.id(), List.of());
    return stages.stream()
        .flatMap(stage -> newest.stream().filter(version -> version.stage() == stage))
        .toList();
  }

  Map<String, List<ModelVersion>> latest(Collection<String> modelIds) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String id : modelIds) {
      access.catalog().securables().nameOf(id).ifPresent(ref -> names.put(id, ref.fullName()));
    }
    return latest(names);
  }

  /** By the model's id; the names say of which models. */
  private Map<String, List<ModelVersion>> latest(Map<String, String> names) {
    List<VersionRow> rows =
        room.database().read(tx -> room.versions().latest(tx, List.copyOf(names.keySet())));
    List<ModelVersion> furnished = furnish(rows, row -> names.getOrDefault(row.modelId(), ""));
    Map<String, List<ModelVersion>> found = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      found.computeIfAbsent(rows.get(i).modelId(), id -> new ArrayList<>()).add(furnished.get(i));
    }
    found.values().forEach(each -> each.sort(Comparator.comparing(ModelVersion::stage)));
    return found;
  }

  ModelVersion describe(String name, long version, @Nullable String description) {
    return change(
        name,
        version,
        (tx, model, row) ->
            room.versions().setDescription(tx, row.modelId(), row.version(), description));
  }

  ModelVersion transition(String name, long version, Stage stage, boolean archiveOthers) {
    if (archiveOthers && stage != Stage.STAGING && stage != Stage.PRODUCTION) {
      throw RegistryErrors.cannotArchive(stage);
    }
    return change(
        name,
        version,
        (tx, model, row) -> {
          room.versions().setStage(tx, row.modelId(), version, stage);
          staged(model, row, stage);
          if (archiveOthers) {
            room.versions().ofModel(tx, row.modelId()).stream()
                .filter(other -> other.stage() == stage && other.version() != version)
                .forEach(other -> staged(model, other, Stage.ARCHIVED));
            room.versions().archiveOthers(tx, row.modelId(), version, stage);
          }
        });
  }

  private void staged(Securable model, VersionRow row, Stage to) {
    if (row.stage() != to) {
      publish(
          Happened.What.STAGE_CHANGED,
          model,
          row.version(),
          Map.of("from_stage", row.stage().wireName(), "to_stage", to.wireName()));
    }
  }

  void setTag(String name, long version, String key, String value) {
    Rules.tag(key, value);
    change(
        name,
        version,
        (tx, model, row) -> {
          room.tags().set(tx, row.modelId(), version, key, value);
          Map<String, @Nullable Object> data = new LinkedHashMap<>();
          data.put("key", key);
          data.put("value", value);
          publish(Happened.What.VERSION_TAG_SET, model, version, data);
        });
  }

  void deleteTag(String name, long version, String key) {
    change(
        name,
        version,
        (tx, model, row) -> {
          room.tags().remove(tx, row.modelId(), version, key);
          publish(Happened.What.VERSION_TAG_DELETED, model, version, Map.of("key", key));
        });
  }

  private void publish(
      Happened.What what, Securable model, long version, Map<String, @Nullable Object> data) {
    room.context().events().publish(new Happened(what, model, version, data, caller));
  }

  /** What is done to a version in a transaction. */
  private interface Change {
    void apply(Tx tx, Securable model, VersionRow row);
  }

  private ModelVersion change(String name, long version, Change change) {
    return room.database()
        .write(
            tx -> {
              Securable model = access.changeable(name);
              change.apply(tx, model, row(tx, model, name, version));
              room.versions().touch(tx, model.id(), version, room.stamp(caller));
              return assemble(tx, model, row(tx, model, name, version));
            });
  }

  void delete(String name, long version, boolean force) {
    room.database()
        .run(
            tx -> {
              Securable model = access.changeable(name);
              row(tx, model, name, version);
              room.context()
                  .events()
                  .publish(
                      new BeforeDelete(
                          Room.entity(caller, model.fullName(), version), caller, force));
              for (String alias : room.aliases().ofVersion(tx, model.id(), version)) {
                room.aliases().remove(tx, model.id(), alias);
                AliasMove move =
                    new AliasMove(alias, version, null, caller.principal().name(), room.now());
                room.aliases().addMove(tx, model.id(), move);
                room.context()
                    .events()
                    .publish(new AliasMoved(model.id(), model.fullName(), move, caller));
              }
              room.versions().remove(tx, model.id(), version);
              room.models().touch(tx, model.id(), room.stamp(caller));
              tx.afterCommit(() -> room.loaded().forget(model.id(), version));
              room.leftovers().version(tx, caller.metastoreId(), model.id(), version);
            });
  }

  LoadedModel load(String modelUri) {
    ModelVersion version = resolve(modelUri);
    String name = version.model();
    String modelId = room.database().read(tx -> ready(tx, name, version.version()));
    return room.loaded()
        .get(
            modelId,
            version.version(),
            room.trees().of(modelId, version.version()),
            () -> files(name, version.version()));
  }

  List<ModelFile> files(String name, long version) {
    return room.database()
        .read(tx -> room.files().ofVersion(tx, ready(tx, name, version), version));
  }

  BlobStore artifacts(String name, long version) {
    return room.database().read(tx -> room.trees().of(ready(tx, name, version), version));
  }

  /** The id of the model of a version whose files the caller may read. */
  private String ready(Tx tx, String name, long version) {
    Securable model = access.loadable(name);
    VersionRow row = row(tx, model, name, version);
    if (row.status() != ModelVersion.Status.READY) {
      throw RegistryErrors.notReady(name, version, row.status());
    }
    return model.id();
  }

  VersionRow row(Tx tx, Securable model, String name, long version) {
    return room.versions()
        .find(tx, model.id(), version)
        .orElseThrow(() -> RegistryErrors.noSuchVersion(name, version));
  }

  ModelVersion assemble(Tx tx, Securable model, VersionRow row) {
    return version(
        model,
        row,
        room.tags().ofVersion(tx, model.id(), row.version()),
        room.aliases().ofVersion(tx, model.id(), row.version()));
  }

  /** Versions of one model. */
  List<ModelVersion> assemble(Tx tx, Securable model, List<VersionRow> rows) {
    Map<Long, Map<String, String>> tags = room.tags().ofModel(tx, model.id());
    Map<String, Long> aliases = room.aliases().ofModel(tx, model.id());
    return rows.stream()
        .map(
            row ->
                version(
                    model,
                    row,
                    tags.getOrDefault(row.version(), Map.of()),
                    aliases.entrySet().stream()
                        .filter(alias -> alias.getValue() == row.version())
                        .map(Map.Entry::getKey)
                        .toList()))
        .toList();
  }

  /** A version without its tags and aliases. */
  static ModelVersion bare(String fullName, VersionRow row) {
    return version(fullName, row, Map.of(), List.of());
  }

  /** Versions of any models with their tags and aliases; {@code names} finds the full names. */
  List<ModelVersion> furnish(List<VersionRow> rows, Function<VersionRow, String> names) {
    List<String> models = rows.stream().map(VersionRow::modelId).distinct().toList();
    return room.database()
        .read(
            tx -> {
              Map<VersionKey, Map<String, String>> tags =
                  room.tags().ofAll(tx, rows.stream().map(VersionRow::key).toList());
              Map<String, Map<String, Long>> aliases = room.aliases().ofModels(tx, models);
              return rows.stream()
                  .map(
                      row ->
                          version(
                              names.apply(row),
                              row,
                              tags.getOrDefault(row.key(), Map.of()),
                              of(row, aliases.getOrDefault(row.modelId(), Map.of()))))
                  .toList();
            });
  }

  private static List<String> of(VersionRow row, Map<String, Long> aliases) {
    return aliases.entrySet().stream()
        .filter(alias -> alias.getValue() == row.version())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static ModelVersion version(
      Securable model, VersionRow row, Map<String, String> tags, List<String> aliases) {
    return version(model.fullName(), row, tags, aliases);
  }

  private static ModelVersion version(
      String fullName, VersionRow row, Map<String, String> tags, List<String> aliases) {
    return new ModelVersion(
        row.id(),
        fullName,
        row.version(),
        row.status(),
        row.statusMessage(),
        row.stage(),
        row.description(),
        row.origin(),
        tags,
        aliases,
        row.changes());
  }
}
