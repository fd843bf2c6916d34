package io.mudbrick.catalog.internal.access;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides who may do what. The rules: a privilege holds where it was granted and in everything
 * below; an owner has every privilege on what they own, but not on what lies below it, which they
 * may only manage; whoever acts on something needs USE on its containers, or owns one; admins of
 * the metastore may do everything, except to the system's own tables.
 */
public final class Access {
  /** The catalog that the system writes and everybody else at most reads. */
  public static final String SYSTEM_CATALOG = "system";

  private static final Set<Privilege> CREATING =
      Set.of(
          Privilege.CREATE_SCHEMA,
          Privilege.CREATE_TABLE,
          Privilege.CREATE_MODEL,
          Privilege.CREATE_FEATURE,
          Privilege.CREATE_FUNCTION,
          Privilege.CREATE_VOLUME);

  private static final Set<Privilege> CHANGING =
      Set.of(Privilege.MODIFY, Privilege.MANAGE, Privilege.WRITE_VOLUME);

  private final NodeCache nodes;
  private final IdentityStore identities;
  private final Map<String, String> adminsByMetastore = new ConcurrentHashMap<>();

  public Access(NodeCache nodes, IdentityStore identities) {
    this.nodes = nodes;
    this.identities = identities;
  }

  /** The nodes that a reference leads through. */
  public Path path(Caller caller, SecurableRef ref) {
    return path(caller.metastoreId(), ref);
  }

  private Path path(String metastoreId, SecurableRef ref) {
    int levels = ref.type().levels() + 1;
    List<Node> found = new ArrayList<>(levels);
    Node node = nodes.byId(metastoreId);
    String name = ref.fullName();
    int from = 0;
    while (node != null) {
      found.add(node);
      int depth = found.size();
      if (depth == levels) {
        break;
      }
      int dot = depth == levels - 1 ? -1 : name.indexOf('.', from);
      int end = dot < 0 ? name.length() : dot;
      node = nodes.byName(node.id(), typeAt(ref, depth), name.substring(from, end));
      from = end + 1;
    }
    return new Path(ref, found, levels);
  }

  private static SecurableType typeAt(SecurableRef ref, int depth) {
    if (depth == ref.type().levels()) {
      return ref.type();
    }
    return depth == 1 ? SecurableType.CATALOG : SecurableType.SCHEMA;
  }

  /** The nodes from the metastore down to one that is known by id; empty when it is gone. */
  public List<Node> ancestry(String id) {
    List<Node> found = new ArrayList<>(4);
    Node node = nodes.byId(id);
    while (node != null) {
      found.add(0, node);
      String parentId = node.parentId();
      node = parentId == null ? null : nodes.byId(parentId);
    }
    return found;
  }

  /**
   * The path of something that must exist.
   *
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED} when the caller may
   *     not use a container and so must not learn what is in it, else {@code
   *     RESOURCE_DOES_NOT_EXIST}
   */
  public Path existing(Caller caller, SecurableRef ref) {
    Path path = path(caller, ref);
    if (!path.complete()) {
      Subject subject = subject(caller);
      requireUse(subject, path, path.nodes().size() - 1);
      throw CatalogErrors.missing(path.refAt(path.nodes().size()));
    }
    return path;
  }

  /** Whether the caller holds the privilege and USE on every container. */
  public boolean allows(Caller caller, Path path, Privilege privilege) {
    if (frozen(path.ref(), privilege)) {
      return false;
    }
    Subject subject = subject(caller);
    return missingUse(subject, path, useDepth(path, privilege)) < 0
        && has(subject, path, privilege);
  }

  /** Refuses unless the caller holds the privilege and USE on every container. */
  public void require(Caller caller, Path path, Privilege privilege) {
    if (frozen(path.ref(), privilege)) {
      throw CatalogErrors.readOnly(path.ref());
    }
    Subject subject = subject(caller);
    requireUse(subject, path, useDepth(path, privilege));
    if (!has(subject, path, privilege)) {
      throw CatalogErrors.denied(privilege, path.ref());
    }
  }

  /** Creating in a container uses the container itself. */
  private static int useDepth(Path path, Privilege privilege) {
    return path.levels() - (CREATING.contains(privilege) ? 1 : 2);
  }

  private static boolean has(Subject subject, Path path, Privilege privilege) {
    if (subject.admin()) {
      return true;
    }
    return privilege == Privilege.MANAGE
        ? manages(subject, path)
        : holdsOrOwns(subject, path, privilege);
  }

  /** Refuses unless the caller may create something of the type in the container. */
  public void requireCreate(Caller caller, Path parent, SecurableType type) {
    // As in the product, where models are functions.
    if (type != SecurableType.REGISTERED_MODEL
        || !allows(caller, parent, Privilege.CREATE_FUNCTION)) {
      require(caller, parent, createPrivilege(type));
    }
  }

  private static Privilege createPrivilege(SecurableType type) {
    return switch (type) {
      case CATALOG -> Privilege.CREATE_CATALOG;
      case SCHEMA -> Privilege.CREATE_SCHEMA;
      case TABLE -> Privilege.CREATE_TABLE;
      case VOLUME -> Privilege.CREATE_VOLUME;
      case FUNCTION -> Privilege.CREATE_FUNCTION;
      case REGISTERED_MODEL -> Privilege.CREATE_MODEL;
      case FEATURE -> Privilege.CREATE_FEATURE;
      case METASTORE -> throw CatalogErrors.readOnly(SecurableRef.metastore());
    };
  }

  /** Whether the caller may change grants, owner and name, and delete. */
  public boolean manages(Caller caller, Path path) {
    return manages(subject(caller), path);
  }

  private static boolean manages(Subject subject, Path path) {
    int depth = path.levels() - 1;
    return subject.admin()
        || subject.ownsOrAbove(path, depth)
        || subject.holds(path, depth, Privilege.MANAGE);
  }

  /** As {@link #manages}, and USE on every container; refuses otherwise. */
  public void requireManage(Caller caller, Path path) {
    requireUse(subject(caller), path, path.levels() - 2);
    if (!manages(caller, path)) {
      throw CatalogErrors.notOwner(path.ref());
    }
  }

  /** The path of something that the caller may manage and that is not the system's. */
  public Path managed(Caller caller, SecurableRef ref) {
    Path path = existing(caller, ref);
    if (isSystem(ref)) {
      throw CatalogErrors.readOnly(ref);
    }
    requireManage(caller, path);
    return path;
  }

  /** Whether lists hold it for the caller. */
  public boolean visible(Caller caller, Path path) {
    Subject subject = subject(caller);
    int depth = path.levels() - 1;
    return depth == 0
        || subject.admin()
        || subject.ownsOrAbove(path, depth)
        || subject.holds(path, depth, Privilege.BROWSE)
        || (missingUse(subject, path, depth - 1) < 0 && hasAny(subject, path));
  }

  /** Whether the caller may see what has, or had just now, a name in the caller's metastore. */
  public boolean visible(Caller caller, SecurableName name) {
    List<Node> found = ancestry(name.id());
    return !found.isEmpty() && visible(caller, new Path(name.ref(), found, found.size()));
  }

  /** Where an id leads, if the caller may see it. */
  public Optional<Path> visiblePath(Caller caller, String id) {
    List<Node> found = ancestry(id);
    if (found.isEmpty() || !found.get(0).id().equals(caller.metastoreId())) {
      return Optional.empty();
    }
    SecurableRef ref = SecurableRef.metastore();
    for (Node node : found.subList(1, found.size())) {
      ref = ref.child(node.type(), node.name());
    }
    Path path = new Path(ref, found, found.size());
    return visible(caller, path) ? Optional.of(path) : Optional.empty();
  }

  /** Whether the caller may see it; what is gone has no grants left, so only admins may know. */
  public boolean mayKnow(Caller caller, Path path) {
    return path.complete() ? visible(caller, path) : subject(caller).admin();
  }

  /** Refuses, naming what is missing, unless the caller may see it. */
  public void requireVisible(Caller caller, Path path) {
    if (!visible(caller, path)) {
      requireUse(subject(caller), path, path.levels() - 2);
      throw CatalogErrors.denied(useful(path.ref().type()), path.ref());
    }
  }

  private static boolean hasAny(Subject subject, Path path) {
    SecurableType type = path.ref().type();
    if (subject.hasAny(path.leaf())) {
      return true;
    }
    for (Privilege privilege : Privilege.values()) {
      // What is granted on a catalog for its tables does not show all of its schemas.
      boolean shows = type != SecurableType.SCHEMA || privilege == Privilege.USE_SCHEMA;
      if (shows && privilege.appliesTo(type) && subject.holds(path, path.levels() - 1, privilege)) {
        return true;
      }
    }
    return false;
  }

  private static Privilege useful(SecurableType type) {
    return switch (type) {
      case METASTORE, CATALOG -> Privilege.USE_CATALOG;
      case SCHEMA -> Privilege.USE_SCHEMA;
      case TABLE -> Privilege.SELECT;
      case VOLUME -> Privilege.READ_VOLUME;
      case FUNCTION, REGISTERED_MODEL -> Privilege.EXECUTE;
      case FEATURE -> Privilege.READ_FEATURE;
    };
  }

  private static boolean holdsOrOwns(Subject subject, Path path, Privilege privilege) {
    int depth = path.levels() - 1;
    return subject.owns(path.nodes().get(depth)) || subject.holds(path, depth, privilege);
  }

  private static void requireUse(Subject subject, Path path, int toDepth) {
    int missing = missingUse(subject, path, toDepth);
    if (missing > 0) {
      Privilege use = missing == 1 ? Privilege.USE_CATALOG : Privilege.USE_SCHEMA;
      throw CatalogErrors.denied(use, path.refAt(missing));
    }
  }

  /**
   * The first container, down to the depth, that the subject may not use; -1 when there is none.
   */
  private static int missingUse(Subject subject, Path path, int toDepth) {
    if (subject.admin()) {
      return -1;
    }
    for (int depth = 1; depth <= Math.min(toDepth, 2); depth++) {
      Privilege use = depth == 1 ? Privilege.USE_CATALOG : Privilege.USE_SCHEMA;
      if (!subject.ownsOrAbove(path, depth) && !subject.holds(path, depth, use)) {
        return depth;
      }
    }
    return -1;
  }

  private static boolean frozen(SecurableRef ref, Privilege privilege) {
    return (CHANGING.contains(privilege) || CREATING.contains(privilege)) && isSystem(ref);
  }

  /** Whether it is the system catalog or lies in it. */
  public static boolean isSystem(SecurableRef ref) {
    return ref.type() != SecurableType.METASTORE
        && (ref.fullName().equals(SYSTEM_CATALOG)
            || ref.fullName().startsWith(SYSTEM_CATALOG + "."));
  }

  private Subject subject(Caller caller) {
    String metastoreId = caller.metastoreId();
    Set<String> ids = identities.memberships(metastoreId, caller.principal());
    String admins = adminsByMetastore.get(metastoreId);
    if (admins == null) {
      admins = identities.principal(metastoreId, Identity.ADMINS).map(Principal::id).orElse("");
      if (!admins.isEmpty()) {
        adminsByMetastore.put(metastoreId, admins);
      }
    }
    return new Subject(ids, ids.contains(admins));
  }
}
