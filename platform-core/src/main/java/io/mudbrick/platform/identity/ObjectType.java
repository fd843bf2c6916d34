package io.mudbrick.platform.identity;

import io.mudbrick.platform.Caller;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A type of object that has permissions; a module brings its own by {@link
 * ObjectPermissions#register}.
 *
 * @param name as in the path of the Permissions API: {@code experiments}
 * @param label as in its answers: {@code mlflowExperiment}
 * @param levels weakest first
 * @param exists whether the caller's workspace has an object of the id
 */
public record ObjectType(
    String name, String label, List<PermissionLevel> levels, BiPredicate<Caller, String> exists) {

  /** Where the lines of a type are kept, when that is not in the core. */
  public interface Lists {
    /**
     * The lines; refuses callers who may not see them.
     *
     * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED}
     */
    List<AccessList.Entry> entries(Caller caller, String id);

    /** Gives a principal exactly this level; refuses callers who do not manage the object. */
    void grant(Caller caller, String id, ObjectPermissions.Grant grant);

    /** Replaces all lines; refuses callers who do not manage the object. */
    void set(Caller caller, String id, List<ObjectPermissions.Grant> grants);
  }

  public ObjectType {
    levels = List.copyOf(levels);
  }
}
