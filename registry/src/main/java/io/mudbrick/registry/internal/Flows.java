package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.sql.Tx;
import java.util.List;

/** What clients tell of where versions came from and where they went, for one caller. */
final class Flows {
  private final Room room;
  private final Caller caller;
  private final ModelAccess access;
  private final Versions versions;

  Flows(Room room, Caller caller, ModelAccess access, Versions versions) {
    this.room = room;
    this.caller = caller;
    this.access = access;
    this.versions = versions;
  }

  void madeFrom(String name, long version, List<EntityRef> sources) {
    room.database()
        .run(
            tx -> {
              EntityRef made = entity(tx, access.changeable(name), name, version);
              for (EntityRef source : sources) {
                if (known(source)) {
                  publish(source, made);
                }
              }
            });
  }

  void usedBy(String name, long version, List<EntityRef> users) {
    room.database()
        .run(
            tx -> {
              EntityRef used = entity(tx, access.loadable(name), name, version);
              for (EntityRef user : users) {
                if (known(user)) {
                  publish(used, user);
                }
              }
            });
  }

  private EntityRef entity(Tx tx, Securable model, String name, long version) {
    versions.row(tx, model, name, version);
    return Room.entity(caller, model.fullName(), version);
  }

  private void publish(EntityRef from, EntityRef to) {
    room.context().events().publish(new LineageEdge(from, to, caller, room.now()));
  }

  /** A table has to be there for the caller; of notebooks and jobs this machine knows nothing. */
  private boolean known(EntityRef entity) {
    if (entity.type() != EntityRef.Type.TABLE) {
      return true;
    }
    try {
      return access.catalog().grants().allows(SecurableRef.table(entity.id()), Privilege.SELECT);
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
          || e.code() == ErrorCode.PERMISSION_DENIED
          || e.code() == ErrorCode.INVALID_PARAMETER_VALUE) {
        return false;
      }
      throw e;
    }
  }
}
