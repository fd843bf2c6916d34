package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.PolicyErrors;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.TagPolicies;
import io.mudbrick.catalog.TagPolicy;
import io.mudbrick.catalog.internal.jdbc.TagPolicyStore;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Tx;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Governed tags, as one caller sees and changes them. */
record TagPoliciesService(Rooms rooms, TagPolicyStore store, Caller caller) implements TagPolicies {
  private static final int MOST_VALUES = 50;

  @Override
  public TagPolicy create(String key, @Nullable String description, List<String> values) {
    TagsService.checkKey(key);
    check(key, values);
    return rooms
        .database()
        .write(
            tx -> {
              requireAdmin();
              if (store.find(tx, caller.metastoreId(), key).isPresent()) {
                throw CatalogErrors.tagPolicyExists(key);
              }
              Stamp now = rooms.stamp(caller);
              TagPolicy policy =
                  new TagPolicy(rooms.ids().uuid(), key, description, values, now, now);
              store.save(tx, caller.metastoreId(), policy);
              return policy;
            });
  }

  private static void check(String key, List<String> values) {
    if (values.size() > MOST_VALUES || new HashSet<>(values).size() != values.size()) {
      throw CatalogErrors.badTagPolicyValues(key, MOST_VALUES);
    }
    values.forEach(value -> TagsService.checkValue(key, value));
    if (values.stream().anyMatch(String::isBlank)) {
      throw CatalogErrors.badTagPolicyValues(key, MOST_VALUES);
    }
  }

  private void requireAdmin() {
    if (!rooms.identities().isAdmin(caller)) {
      throw CatalogErrors.notOwner(SecurableRef.metastore());
    }
  }

  private TagPolicy existing(Tx tx, String key) {
    return store
        .find(tx, caller.metastoreId(), key)
        .orElseThrow(() -> CatalogErrors.tagPolicyMissing(key));
  }

  @Override
  public TagPolicy get(String key) {
    return rooms.database().read(tx -> existing(tx, key));
  }

  @Override
  public List<TagPolicy> list() {
    return rooms.database().read(tx -> store.all(tx, caller.metastoreId()));
  }

  @Override
  public TagPolicy update(String key, @Nullable String description, @Nullable List<String> values) {
    if (values != null) {
      check(key, values);
    }
    return rooms
        .database()
        .write(
            tx -> {
              requireAdmin();
              TagPolicy before = existing(tx, key);
              TagPolicy after =
                  new TagPolicy(
                      before.id(),
                      key,
                      description == null ? before.description() : description,
                      values == null ? before.values() : values,
                      before.created(),
                      rooms.stamp(caller));
              store.save(tx, caller.metastoreId(), after);
              return after;
            });
  }

  @Override
  public void delete(String key) {
    rooms
        .database()
        .run(
            tx -> {
              requireAdmin();
              existing(tx, key);
              store.delete(tx, caller.metastoreId(), key);
              store.assigners(tx, caller.metastoreId(), key, List.of());
            });
  }

  @Override
  public List<Principal> assigners(String key) {
    requireAdmin();
    return rooms
        .database()
        .read(
            tx -> {
              existing(tx, key);
              return store.assigners(tx, caller.metastoreId(), key).stream()
                  .flatMap(
                      id -> rooms.identities().principalById(caller.metastoreId(), id).stream())
                  .sorted(Comparator.comparing(Principal::name))
                  .toList();
            });
  }

  @Override
  public List<Principal> setAssigners(String key, Collection<String> principals) {
    return replace(key, null, principals);
  }

  @Override
  public List<Principal> setAssigners(
      String key, List<Principal> before, Collection<String> principals) {
    return replace(key, before, principals);
  }

  private List<Principal> replace(
      String key, @Nullable List<Principal> before, Collection<String> principals) {
    return rooms
        .database()
        .write(
            tx -> {
              if (!assigners(key).equals(before) && before != null) {
                throw PolicyErrors.overtakenRuleSet(key);
              }
              Set<String> ids = new TreeSet<>();
              principals.forEach(name -> ids.add(id(name)));
              store.assigners(tx, caller.metastoreId(), key, ids);
              return assigners(key);
            });
  }

  private String id(String name) {
    return rooms
        .identities()
        .principal(caller.metastoreId(), GrantsService.known(name))
        .map(Principal::id)
        .orElseThrow(() -> CatalogErrors.unknownPrincipal(name));
  }
}
