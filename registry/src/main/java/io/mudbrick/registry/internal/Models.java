package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.RegisteredModel.Changes;
import io.mudbrick.registry.RegistryErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registered models, for one caller. */
final class Models {
  private final Room room;
  private final Caller caller;
  private final ModelAccess access;

  Models(Room room, Caller caller, ModelAccess access) {
    this.room = room;
    this.caller = caller;
    this.access = access;
  }

  RegisteredModel create(String name, @Nullable String description, Map<String, String> tags) {
    tags.forEach(Rules::tag);
    SecurableRef ref = SecurableRef.model(ModelNames.full(name));
    try {
      return room.database()
          .write(
              tx -> {
                Securable model =
                    access.catalog().securables().create(ref, blankToNull(description));
                room.models().add(tx, caller.metastoreId(), model.id(), room.stamp(caller));
                if (!tags.isEmpty()) {
                  access.catalog().tags().set(ref, tags);
                }
                Map<String, @Nullable Object> data = new LinkedHashMap<>();
                data.put("tags", tags);
                data.put("description", blankToNull(description));
                publish(Happened.What.CREATED, model, data);
                return assemble(tx, model);
              });
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.RESOURCE_ALREADY_EXISTS ? RegistryErrors.modelExists(name) : e;
    }
  }

  void requireRegistrable(String name) {
    SecurableRef schema = SecurableRef.model(ModelNames.full(name)).parent();
    try {
      access.changeable(name);
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        throw e;
      }
      Grants grants = access.catalog().grants();
      if (!grants.allows(schema, Privilege.CREATE_FUNCTION)) {
        grants.require(schema, Privilege.CREATE_MODEL);
      }
    }
  }

  RegisteredModel get(String name) {
    return room.database().read(tx -> assemble(tx, access.visible(name)));
  }

  RegisteredModel rename(String name, String newName) {
    SecurableRef target = SecurableRef.model(ModelNames.full(newName));
    try {
      return room.database()
          .write(
              tx -> {
                Securable model = access.visible(name);
                if (!model.ref().parent().equals(target.parent())) {
                  throw RegistryErrors.otherSchema(name, newName);
                }
                return update(tx, model, SecurableUpdate.rename(target.name()));
              });
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.RESOURCE_ALREADY_EXISTS ? RegistryErrors.modelExists(newName) : e;
    }
  }

  RegisteredModel update(String name, SecurableUpdate change) {
    return room.database().write(tx -> update(tx, access.visible(name), change));
  }

  private RegisteredModel update(Tx tx, Securable model, SecurableUpdate change) {
    return assemble(tx, access.catalog().securables().update(model.ref(), change));
  }

  /** What hangs on the model goes when the catalog says that the securable went. */
  void delete(String name, boolean force) {
    room.database()
        .run(tx -> access.catalog().securables().delete(access.visible(name).ref(), force));
  }

  void setTag(String name, String key, String value) {
    Rules.tag(key, value);
    room.database()
        .run(
            tx -> {
              Securable model = access.visible(name);
              access.catalog().tags().set(model.ref(), Map.of(key, value));
              Map<String, @Nullable Object> data = new LinkedHashMap<>();
              data.put("key", key);
              data.put("value", value);
              publish(Happened.What.TAG_SET, model, data);
            });
  }

  void deleteTag(String name, String key) {
    room.database()
        .run(
            tx -> {
              Securable model = access.visible(name);
              boolean there = access.catalog().tags().list(model.ref()).containsKey(key);
              // Also when there is nothing to do, it is asked who may do it.
              access.catalog().tags().unset(model.ref(), there ? Set.of(key) : Set.of());
              if (there) {
                publish(Happened.What.TAG_DELETED, model, Map.of("key", key));
              }
            });
  }

  private void publish(Happened.What what, Securable model, Map<String, @Nullable Object> data) {
    room.context().events().publish(new Happened(what, model, null, data, caller));
  }

  RegisteredModel assemble(Tx tx, Securable model) {
    Stamp own = room.models().changed(tx, model.id()).orElse(null);
    return model(
        model,
        access.catalog().tags().list(model.ref()),
        room.aliases().ofModel(tx, model.id()),
        later(own, model.updated()));
  }

  /** Many models; those that are gone meanwhile are left out. */
  List<RegisteredModel> assemble(List<SecurableName> names) {
    return assemble(
        names, access.catalog().tags().ofAll(names.stream().map(SecurableName::id).toList()));
  }

  /**
   * As the other.
   *
   * @param tags by the model's id
   */
  List<RegisteredModel> assemble(List<SecurableName> names, Map<String, Map<String, String>> tags) {
    List<String> ids = names.stream().map(SecurableName::id).toList();
    List<Securable> models = access.catalog().securables().byIds(ids);
    return room.database()
        .read(
            tx -> {
              Map<String, Stamp> changed = room.models().changed(tx, ids);
              Map<String, Map<String, Long>> aliases = room.aliases().ofModels(tx, ids);
              return models.stream()
                  .map(
                      model ->
                          model(
                              model,
                              tags.getOrDefault(model.id(), Map.of()),
                              aliases.getOrDefault(model.id(), Map.of()),
                              later(changed.get(model.id()), model.updated())))
                  .toList();
            });
  }

  private static Stamp later(@Nullable Stamp own, Stamp catalogs) {
    return own != null && own.at().isAfter(catalogs.at()) ? own : catalogs;
  }

  private static RegisteredModel model(
      Securable model, Map<String, String> tags, Map<String, Long> aliases, Stamp updated) {
    return new RegisteredModel(
        model.id(),
        model.fullName(),
        model.owner(),
        blankToNull(model.comment()),
        tags,
        aliases,
        new Changes(model.created().at(), model.created().by(), updated.at(), updated.by()));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
