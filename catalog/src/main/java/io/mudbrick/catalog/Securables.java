package io.mudbrick.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Securables of any type by their reference. A module that keeps more about a type (the registry
 * about models) makes, renames and deletes the securable here in its own transaction and keeps the
 * securable's id. Deleting or renaming a container reaches such a module as {@link
 * SecurableDeleted}; names follow by themselves, as they are not kept twice.
 */
public interface Securables {
  /**
   * Makes a securable, owned by the caller, who needs the matching CREATE privilege on the parent
   * and the USE privileges above.
   */
  Securable create(SecurableRef ref, @Nullable String comment);

  /** One that the caller may see: by BROWSE, or by any privilege on it and the USE privileges. */
  Securable get(SecurableRef ref);

  /**
   * One by its id, as the caller may see it.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} also when the
   *     caller may not see it
   */
  Securable byId(String id);

  /** The children of a type that the caller may see, by name. */
  List<Securable> list(SecurableRef parent, SecurableType type);

  /** All of a type in the metastore that the caller may see, by full name. */
  List<Securable> list(SecurableType type);

  /**
   * The names of those of a type in the metastore that are wanted and that the caller may see, by
   * full name. What the caller may see is found out as the stream gets there: the way to look for a
   * few among many.
   */
  Stream<SecurableName> names(SecurableType type, Predicate<SecurableName> wanted);

  /** What a securable is called, if it is there and the caller may see it. */
  Optional<SecurableRef> nameOf(String id);

  /** Those of the ids that are there and that the caller may see, in the order of the ids. */
  List<Securable> byIds(Collection<String> ids);

  /** The owner may change everything, MANAGE the same; MODIFY is enough for a table's comment. */
  Securable update(SecurableRef ref, SecurableUpdate update);

  /**
   * Deletes a securable with its grants and tags. It needs ownership of it or of a parent, or
   * MANAGE. A listener to {@link io.mudbrick.platform.events.BeforeDelete} may refuse.
   *
   * @param force delete what is in it, too
   */
  void delete(SecurableRef ref, boolean force);
}
