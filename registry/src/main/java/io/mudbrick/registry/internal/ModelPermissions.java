package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Grant;
import io.mudbrick.catalog.GrantChange;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.AccessList.Entry;
import io.mudbrick.platform.identity.ObjectPermissions;
import io.mudbrick.platform.identity.ObjectType;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Permissions API of models: another face of the catalog's grants, which alone decide. CAN_READ
 * is EXECUTE, CAN_MANAGE is EXECUTE and MANAGE. A model goes by its id or by its name.
 */
record ModelPermissions(ModuleContext context) implements ObjectType.Lists {
  private static final Set<Privilege> SHOWN = EnumSet.of(Privilege.EXECUTE, Privilege.MANAGE);

  void register() {
    context
        .permissions()
        .register(
            new ObjectType(
                "registered-models",
                "registered-model",
                List.of(PermissionLevel.CAN_READ, PermissionLevel.CAN_MANAGE),
                (caller, id) -> find(caller, id).isPresent()),
            this);
  }

  private Catalog catalog(Caller caller) {
    return context.service(Catalog.class, caller);
  }

  private Optional<Securable> find(Caller caller, String id) {
    try {
      Securable found =
          id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
              ? catalog(caller).securables().byId(id)
              : catalog(caller).securables().get(SecurableRef.model(ModelNames.full(id)));
      return Optional.of(found).filter(it -> it.type() == SecurableType.REGISTERED_MODEL);
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Securable model(Caller caller, String id) {
    return find(caller, id)
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.RESOURCE_DOES_NOT_EXIST,
                    "Registered model '" + id + "' does not exist"));
  }

  @Override
  public List<Entry> entries(Caller caller, String id) {
    Securable model = model(caller, id);
    List<Entry> entries = new ArrayList<>();
    entry(caller, model.owner(), PermissionLevel.CAN_MANAGE, false).ifPresent(entries::add);
    Map<String, PermissionLevel> own = new TreeMap<>();
    Map<String, PermissionLevel> inherited = new TreeMap<>();
    for (Grant grant : catalog(caller).grants().effective(model.ref())) {
      Map<String, PermissionLevel> levels = grant.on().equals(model.ref()) ? own : inherited;
      level(grant.privilege())
          .ifPresent(level -> levels.merge(grant.principal(), level, ModelPermissions::stronger));
    }
    own.remove(model.owner());
    own.forEach((name, level) -> entry(caller, name, level, false).ifPresent(entries::add));
    inherited.forEach((name, level) -> entry(caller, name, level, true).ifPresent(entries::add));
    return entries;
  }

  private static PermissionLevel stronger(PermissionLevel one, PermissionLevel other) {
    return one.covers(other) ? one : other;
  }

  private static Optional<PermissionLevel> level(Privilege privilege) {
    return switch (privilege) {
      case MANAGE -> Optional.of(PermissionLevel.CAN_MANAGE);
      case EXECUTE, ALL_PRIVILEGES -> Optional.of(PermissionLevel.CAN_READ);
      default -> Optional.empty();
    };
  }

  private Optional<Entry> entry(
      Caller caller, String name, PermissionLevel level, boolean inherited) {
    return context
        .identities()
        .principal(caller.metastoreId(), name)
        .map(principal -> new Entry(principal, level, inherited));
  }

  @Override
  public void grant(Caller caller, String id, ObjectPermissions.Grant grant) {
    catalog(caller).grants().update(model(caller, id).ref(), List.of(change(grant)));
  }

  private static GrantChange change(ObjectPermissions.Grant grant) {
    Set<Privilege> held =
        grant.level() == PermissionLevel.CAN_MANAGE ? SHOWN : EnumSet.of(Privilege.EXECUTE);
    Set<Privilege> others = EnumSet.copyOf(SHOWN);
    others.removeAll(held);
    return new GrantChange(grant.principal().name(), held, others);
  }

  @Override
  public void set(Caller caller, String id, List<ObjectPermissions.Grant> grants) {
    context
        .database()
        .run(
            tx -> {
              SecurableRef model = model(caller, id).ref();
              List<GrantChange> changes = new ArrayList<>();
              List<String> kept =
                  grants.stream()
                      .map(ObjectPermissions.Grant::principal)
                      .map(Principal::name)
                      .toList();
              catalog(caller).grants().list(model).stream()
                  .map(Grant::principal)
                  .distinct()
                  .filter(name -> !kept.contains(name))
                  .forEach(name -> changes.add(new GrantChange(name, Set.of(), SHOWN)));
              grants.forEach(grant -> changes.add(change(grant)));
              catalog(caller).grants().update(model, changes);
            });
  }
}
