package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.Securables;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.internal.access.Access;
import io.mudbrick.catalog.internal.access.Node;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes, finds, changes and deletes securables of every type, as one caller. */
final class SecurablesService implements Securables {
  /** As many as are asked for in one statement. */
  private static final int SOME = 500;

  private final Rooms rooms;
  private final Caller caller;

  SecurablesService(Rooms rooms, Caller caller) {
    this.rooms = rooms;
    this.caller = caller;
  }

  @Override
  public Securable create(SecurableRef ref, @Nullable String comment) {
    return create(ref, comment, Map.of());
  }

  Securable create(SecurableRef ref, @Nullable String comment, Map<String, String> properties) {
    return create(rooms.ids().uuid(), ref, comment, properties, null);
  }

  /**
   * @param storageRoot as the store keeps it, and checked
   */
  Securable create(
      String id,
      SecurableRef ref,
      @Nullable String comment,
      Map<String, String> properties,
      @Nullable String storageRoot) {
    return rooms
        .database()
        .write(
            tx -> {
              Path parent = rooms.access().existing(caller, ref.parent());
              rooms.access().requireCreate(caller, parent, ref.type());
              requireFree(tx, parent.leaf().id(), ref);
              Stamp now = rooms.stamp(caller);
              SecurableRow row =
                  new SecurableRow(
                      id,
                      caller.metastoreId(),
                      ref.type(),
                      parent.leaf().id(),
                      ref.name(),
                      caller.principal().id(),
                      comment,
                      properties,
                      now,
                      now,
                      storageRoot);
              rooms.nodes().changing(tx, row.id());
              rooms.securables().insert(tx, row);
              rooms.search().refresh(tx, row.id());
              return rooms.view(row, ref.parent());
            });
  }

  private void requireFree(Tx tx, String parentId, SecurableRef ref) {
    String key = SecurableRow.key(ref.name());
    requireFree(tx, parentId, ref.type(), key, ref);
    // To the product a model is a function: they share their names.
    if (ref.type() == SecurableType.FUNCTION) {
      requireFree(tx, parentId, SecurableType.REGISTERED_MODEL, key, ref);
    } else if (ref.type() == SecurableType.REGISTERED_MODEL) {
      requireFree(tx, parentId, SecurableType.FUNCTION, key, ref);
    }
  }

  private void requireFree(
      Tx tx, String parentId, SecurableType type, String key, SecurableRef ref) {
    if (rooms.securables().byName(tx, parentId, type, key).isPresent()) {
      throw CatalogErrors.exists(ref);
    }
  }

  @Override
  public Securable get(SecurableRef ref) {
    Path path = rooms.access().existing(caller, ref);
    rooms.access().requireVisible(caller, path);
    return rooms.database().read(tx -> rooms.view(row(tx, path), ref.parent()));
  }

  private SecurableRow row(Tx tx, Path path) {
    return rooms
        .securables()
        .byId(tx, path.leaf().id())
        .orElseThrow(() -> CatalogErrors.missing(path.ref()));
  }

  @Override
  public Securable byId(String id) {
    return ifVisible(id).orElseThrow(() -> CatalogErrors.missingId(id));
  }

  /** The securable with that id if the caller may see it. */
  Optional<Securable> ifVisible(String id) {
    return rooms
        .access()
        .visiblePath(caller, id)
        .map(path -> rooms.database().read(tx -> rooms.view(row(tx, path), path.ref().parent())));
  }

  @Override
  public List<Securable> list(SecurableRef parent, SecurableType type) {
    Path path = rooms.access().existing(caller, parent);
    List<SecurableRow> children =
        rooms.database().read(tx -> rooms.securables().children(tx, path.leaf().id(), type));
    // Outside of the read, so that the nodes looked at are kept: the next list needs them again.
    Map<String, String> owners = new HashMap<>();
    return children.stream()
        .filter(row -> visible(row, path))
        .map(row -> rooms.view(row, path.ref(), owner(row, owners)))
        .toList();
  }

  private String owner(SecurableRow row, Map<String, String> known) {
    return known.computeIfAbsent(row.ownerId(), id -> rooms.principalName(row.metastoreId(), id));
  }

  private boolean visible(SecurableRow row, Path parent) {
    Node node = rooms.nodes().byId(row.id());
    if (node == null) {
      return false;
    }
    List<Node> nodes = new ArrayList<>(parent.nodes());
    nodes.add(node);
    SecurableRef ref = parent.ref().child(row.type(), row.name());
    return rooms.access().visible(caller, new Path(ref, nodes, nodes.size()));
  }

  @Override
  public List<Securable> list(SecurableType type) {
    return byIds(names(type, every -> true).map(SecurableName::id).toList());
  }

  @Override
  public Stream<SecurableName> names(SecurableType type, Predicate<SecurableName> wanted) {
    return rooms.nodes().listing(caller.metastoreId(), type).names().stream()
        .filter(wanted)
        .filter(name -> rooms.access().visible(caller, name));
  }

  @Override
  public Optional<SecurableRef> nameOf(String id) {
    return rooms.access().visiblePath(caller, id).map(Path::ref);
  }

  @Override
  public List<Securable> byIds(Collection<String> ids) {
    List<String> asked = List.copyOf(ids);
    Map<String, String> owners = new HashMap<>();
    List<Securable> found = new ArrayList<>(asked.size());
    for (int from = 0; from < asked.size(); from += SOME) {
      List<String> some = asked.subList(from, Math.min(asked.size(), from + SOME));
      Map<String, SecurableRow> rows = new HashMap<>();
      rooms
          .database()
          .read(tx -> rooms.securables().byIds(tx, some))
          .forEach(row -> rows.put(row.id(), row));
      for (String id : some) {
        SecurableRow row = rows.get(id);
        if (row != null) {
          rooms
              .access()
              .visiblePath(caller, id)
              .map(path -> rooms.view(row, path.ref().parent(), owner(row, owners)))
              .ifPresent(found::add);
        }
      }
    }
    return found;
  }

  @Override
  public Securable update(SecurableRef ref, SecurableUpdate update) {
    return rooms
        .database()
        .write(
            tx -> {
              Path path = rooms.access().existing(caller, ref);
              requireUpdate(path, update);
              SecurableRow before = row(tx, path);
              SecurableRef renamed = ref;
              if (update.newName() != null) {
                renamed = ref.parent().child(ref.type(), update.newName());
                if (!renamed.equals(ref)) {
                  requireFree(tx, String.valueOf(before.parentId()), renamed);
                }
              }
              SecurableRow after = changed(before, update, renamed.name());
              rooms.nodes().changing(tx, after.id());
              rooms.securables().update(tx, after);
              rooms.search().refresh(tx, after.id());
              Securable view = rooms.view(after, ref.parent());
              if (!after.name().equals(before.name())) {
                rooms.events().publish(new SecurableRenamed(caller.metastoreId(), ref, view.ref()));
              }
              return view;
            });
  }

  private void requireUpdate(Path path, SecurableUpdate update) {
    SecurableRef ref = path.ref();
    if (Access.isSystem(ref) || ref.type() == SecurableType.METASTORE) {
      throw CatalogErrors.readOnly(ref);
    }
    boolean commentOnly =
        update.newName() == null && update.owner() == null && update.properties() == null;
    if (commentOnly
        && ref.type() == SecurableType.TABLE
        && rooms.access().allows(caller, path, Privilege.MODIFY)) {
      return;
    }
    rooms.access().requireManage(caller, path);
  }

  private SecurableRow changed(SecurableRow before, SecurableUpdate update, String name) {
    return new SecurableRow(
        before.id(),
        before.metastoreId(),
        before.type(),
        before.parentId(),
        name,
        update.owner() == null ? before.ownerId() : principal(update.owner()).id(),
        update.comment() == null ? before.comment() : update.comment(),
        update.properties() == null ? before.properties() : update.properties(),
        before.created(),
        rooms.stamp(caller),
        before.storageRoot());
  }

  private Principal principal(String name) {
    return rooms
        .identities()
        .principal(caller.metastoreId(), name)
        .orElseThrow(() -> CatalogErrors.unknownPrincipal(name));
  }

  @Override
  public void delete(SecurableRef ref, boolean force) {
    rooms
        .database()
        .run(
            tx -> {
              Path path = rooms.access().existing(caller, ref);
              if (Access.isSystem(ref) || ref.type() == SecurableType.METASTORE) {
                throw CatalogErrors.readOnly(ref);
              }
              rooms.access().requireManage(caller, path);
              SecurableRow row = row(tx, path);
              if (!force && rooms.securables().hasChildren(tx, row.id())) {
                throw CatalogErrors.notEmpty(ref);
              }
              new Deletion(rooms, caller, tx, force).delete(row, ref.parent());
            });
  }
}
