package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.ObjectPermissions;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.tracking.ArtifactErrors;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who may do what with experiments. Runs, models and artifacts follow their experiment. */
record Access(Caller caller, ObjectPermissions permissions, IdentityStore identities) {
  private static final String TYPE = "experiments";

  void created(long experiment) {
    permissions.created(caller, TYPE, Long.toString(experiment));
  }

  /** Lets everybody work in an experiment. */
  void openToUsers(long experiment) {
    identities
        .principal(caller.metastoreId(), Identity.USERS)
        .ifPresent(
            users ->
                permissions.grant(
                    caller, TYPE, Long.toString(experiment), users, PermissionLevel.CAN_EDIT));
  }

  void read(long experiment) {
    permissions.require(caller, TYPE, Long.toString(experiment), PermissionLevel.CAN_READ);
  }

  void edit(long experiment) {
    permissions.require(caller, TYPE, Long.toString(experiment), PermissionLevel.CAN_EDIT);
  }

  void manage(long experiment) {
    permissions.require(caller, TYPE, Long.toString(experiment), PermissionLevel.CAN_MANAGE);
  }

  boolean manages(long experiment) {
    return permissions.allows(caller, TYPE, Long.toString(experiment), PermissionLevel.CAN_MANAGE);
  }

  void deleted(long experiment) {
    permissions.deleted(caller, TYPE, Long.toString(experiment));
  }

  void adminOnly() {
    if (!identities.isAdmin(caller)) {
      throw ArtifactErrors.deniedOutsideExperiments();
    }
  }

  boolean admin() {
    return identities.isAdmin(caller);
  }

  /** Those of the experiments that the caller may read, in their order. */
  List<Long> readable(Collection<Long> experiments) {
    return allowed(experiments, PermissionLevel.CAN_READ);
  }

  /** Those of the experiments that the caller may edit, in their order. */
  List<Long> editable(Collection<Long> experiments) {
    return allowed(experiments, PermissionLevel.CAN_EDIT);
  }

  private List<Long> allowed(Collection<Long> experiments, PermissionLevel level) {
    Set<String> ids = new LinkedHashSet<>();
    experiments.forEach(experiment -> ids.add(Long.toString(experiment)));
    Set<String> visible = permissions.visible(caller, TYPE, ids, level);
    return experiments.stream()
        .filter(experiment -> visible.contains(Long.toString(experiment)))
        .toList();
  }
}
