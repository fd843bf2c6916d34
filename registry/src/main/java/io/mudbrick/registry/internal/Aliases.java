package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.AliasMoved;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Search;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Aliases, for one caller. */
final class Aliases {
  private final Room room;
  private final Caller caller;
  private final ModelAccess access;
  private final Versions versions;

  Aliases(Room room, Caller caller, ModelAccess access, Versions versions) {
    this.room = room;
    this.caller = caller;
    this.access = access;
    this.versions = versions;
  }

  AliasMove set(String name, String alias, long version) {
    Rules.alias(alias);
    return room.database()
        .write(
            tx -> {
              Securable model = access.changeable(name);
              versions.row(tx, model, name, version);
              return move(tx, model, alias, version);
            });
  }

  void delete(String name, String alias) {
    room.database()
        .run(
            tx -> {
              Securable model = access.changeable(name);
              if (room.aliases().version(tx, model.id(), alias).isPresent()) {
                move(tx, model, alias, null);
              }
            });
  }

  ModelVersion version(String name, String alias) {
    return room.database()
        .read(
            tx -> {
              Securable model = access.visible(name);
              if (alias.toLowerCase(Locale.ROOT).equals("latest")) {
                return versions.assemble(
                    tx,
                    model,
                    room.versions()
                        .newest(tx, model.id())
                        .orElseThrow(() -> RegistryErrors.noVersions(name, null)));
              }
              long version =
                  room.aliases()
                      .version(tx, model.id(), alias)
                      .orElseThrow(() -> RegistryErrors.noSuchAlias(alias));
              return versions.assemble(tx, model, versions.row(tx, model, name, version));
            });
  }

  List<AliasMove> history(String name, String alias) {
    return room.database().read(tx -> room.aliases().moves(tx, access.visible(name).id(), alias));
  }

  Page<AliasMove> history(String name, String alias, Search search) {
    return room.database()
        .read(
            tx -> {
              String modelId = access.visible(name).id();
              return Paging.page(
                  search,
                  1000,
                  1000,
                  (most, from) -> room.aliases().moves(tx, modelId, alias, most, from));
            });
  }

  AliasMove rollback(String name, String alias) {
    return room.database()
        .write(
            tx -> {
              Securable model = access.changeable(name);
              return move(tx, model, alias, earlier(tx, model, name, alias));
            });
  }

  /** Who held it before, of those who are still there. */
  private long earlier(Tx tx, Securable model, String name, String alias) {
    Long now = room.aliases().version(tx, model.id(), alias).orElse(null);
    List<AliasMove> moves = room.aliases().moves(tx, model.id(), alias);
    for (int i = moves.size() - 1; i >= 0; i--) {
      Long holder = moves.get(i).from();
      if (holder == null && now != null) {
        break; // before that nobody held it
      }
      if (holder != null
          && !holder.equals(now)
          && room.versions().find(tx, model.id(), holder).isPresent()) {
        return holder;
      }
    }
    throw RegistryErrors.nothingToRollBack(name, alias);
  }

  AliasMove move(Tx tx, Securable model, String alias, @Nullable Long to) {
    Long from = room.aliases().version(tx, model.id(), alias).orElse(null);
    AliasMove move = new AliasMove(alias, from, to, caller.principal().name(), room.now());
    if (Objects.equals(from, to)) {
      return move;
    }
    if (to == null) {
      room.aliases().remove(tx, model.id(), alias);
    } else {
      room.aliases().set(tx, model.id(), alias, to);
    }
    room.aliases().addMove(tx, model.id(), move);
    room.models().touch(tx, model.id(), room.stamp(caller));
    room.context().events().publish(new AliasMoved(model.id(), model.fullName(), move, caller));
    return move;
  }
}
