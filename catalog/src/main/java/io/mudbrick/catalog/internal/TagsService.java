package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.PolicyErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.TagAssignment;
import io.mudbrick.catalog.TagPolicies;
import io.mudbrick.catalog.Tags;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.TableStore;
import io.mudbrick.catalog.internal.jdbc.TagPolicyStore;
import io.mudbrick.catalog.internal.jdbc.TagStore;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Tx;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Tags, as one caller sees and changes them. */
final class TagsService implements Tags {
  private static final int MOST_TAGS = 50;

  /** As many as are asked for in one statement. */
  private static final int SOME = 500;

  private static final int MOST_ON_COLUMNS = 1000;
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_VALUE = 1000;

  private final Rooms rooms;
  private final TableStore tables;
  private final TagStore store = new TagStore();
  private final TagPolicyStore policies = new TagPolicyStore();
  private final Caller caller;

  TagsService(Rooms rooms, TableStore tables, Caller caller) {
    this.rooms = rooms;
    this.tables = tables;
    this.caller = caller;
  }

  @Override
  public TagPolicies policies() {
    return new TagPoliciesService(rooms, policies, caller);
  }

  @Override
  public Map<String, String> list(SecurableRef on) {
    Map<String, String> tags = new LinkedHashMap<>();
    assignments(on).forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  @Override
  public Map<String, Map<String, String>> ofAll(Collection<String> ids) {
    List<String> shown =
        ids.stream().filter(id -> rooms.access().visiblePath(caller, id).isPresent()).toList();
    Map<String, Map<String, String>> tags = new HashMap<>();
    for (int from = 0; from < shown.size(); from += SOME) {
      List<String> some = shown.subList(from, Math.min(shown.size(), from + SOME));
      rooms
          .database()
          .read(
              tx -> {
                store.ofAll(tx, some, tags);
                return true;
              });
    }
    return tags;
  }

  @Override
  public Set<String> carriers(SecurableType type, String key, Predicate<String> value) {
    return shown(type, rooms.database().read(tx -> store.with(tx, key, value)));
  }

  @Override
  public Set<String> carriers(SecurableType type, String key, String value) {
    return shown(type, rooms.database().read(tx -> store.with(tx, key, value)));
  }

  private Set<String> shown(SecurableType type, Set<String> ids) {
    Map<String, SecurableName> all = rooms.nodes().listing(caller.metastoreId(), type).byId();
    return ids.stream()
        .filter(
            id ->
                Optional.ofNullable(all.get(id))
                    .filter(at -> rooms.access().visible(caller, at))
                    .isPresent())
        .collect(Collectors.toSet());
  }

  @Override
  public List<TagAssignment> assignments(SecurableRef on) {
    Path path = visible(on);
    return rooms.database().read(tx -> store.assignments(tx, path.leaf().id()));
  }

  @Override
  public List<TagAssignment> columnAssignments(SecurableRef table, String column) {
    String id = visible(table).leaf().id();
    return rooms.database().read(tx -> store.ofColumn(tx, id, column(tx, table, id, column)));
  }

  private Path visible(SecurableRef on) {
    Path path = rooms.access().existing(caller, rooms.named(caller, on));
    rooms.access().requireVisible(caller, path);
    return path;
  }

  private String column(Tx tx, SecurableRef table, String id, String name) {
    Column column =
        tables
            .byId(tx, id)
            .orElseThrow(() -> CatalogErrors.missing(table))
            .definition()
            .schema()
            .find(name);
    if (column == null) {
      throw CatalogErrors.noSuchColumn(table, name);
    }
    return column.name();
  }

  @Override
  public void set(SecurableRef on, Map<String, String> tags) {
    tags.forEach(TagsService::check);
    rooms
        .database()
        .run(
            tx -> {
              String id = taggable(on).leaf().id();
              tags.forEach((key, value) -> requireAllowed(tx, key, value));
              requireRoom(on, store.assignments(tx, id), tags);
              tags.forEach((key, value) -> store.set(tx, id, tag(key, value)));
              rooms.search().refresh(tx, id);
            });
  }

  @Override
  public void setOnColumn(SecurableRef table, String column, Map<String, String> tags) {
    tags.forEach(TagsService::check);
    rooms
        .database()
        .run(
            tx -> {
              String id = taggable(table).leaf().id();
              String name = column(tx, table, id, column);
              tags.forEach((key, value) -> requireAllowed(tx, key, value));
              requireRoom(table, store.ofColumn(tx, id, name), tags);
              tags.forEach((key, value) -> store.setOnColumn(tx, id, name, tag(key, value)));
              if (store.onColumns(tx, id) > MOST_ON_COLUMNS) {
                throw CatalogErrors.tooManyTags(table, MOST_ON_COLUMNS);
              }
              rooms.search().refresh(tx, id);
            });
  }

  private TagAssignment tag(String key, String value) {
    return new TagAssignment(key, value, rooms.stamp(caller));
  }

  private static void requireRoom(
      SecurableRef on, List<TagAssignment> there, Map<String, String> further) {
    Set<String> keys = new HashSet<>(further.keySet());
    there.forEach(tag -> keys.add(tag.key()));
    if (keys.size() > MOST_TAGS) {
      throw CatalogErrors.tooManyTags(on, MOST_TAGS);
    }
  }

  /** Governed tags are set and taken away by admins, and by those who may assign them. */
  private void requireAssign(Tx tx, String key) {
    if (policies.find(tx, caller.metastoreId(), key).isPresent()
        && !rooms.identities().isAdmin(caller)
        && Collections.disjoint(
            policies.assigners(tx, caller.metastoreId(), key),
            rooms.identities().memberships(caller.metastoreId(), caller.principal()))) {
      throw PolicyErrors.mayNotAssign(key);
    }
  }

  /** The value of a governed tag is one of its policy's. */
  private void requireAllowed(Tx tx, String key, String value) {
    requireAssign(tx, key);
    policies
        .find(tx, caller.metastoreId(), key)
        .filter(policy -> !policy.values().isEmpty() && !policy.values().contains(value))
        .ifPresent(
            policy -> {
              throw CatalogErrors.tagValueNotAllowed(key, value, policy.values());
            });
  }

  @Override
  public void unset(SecurableRef on, Collection<String> keys) {
    rooms
        .database()
        .run(
            tx -> {
              String id = taggable(on).leaf().id();
              for (String key : keys) {
                requireAssign(tx, key);
                if (!store.unset(tx, id, key)) {
                  throw CatalogErrors.missingTag(on, key);
                }
              }
              rooms.search().refresh(tx, id);
            });
  }

  @Override
  public void unsetOnColumn(SecurableRef table, String column, Collection<String> keys) {
    rooms
        .database()
        .run(
            tx -> {
              String id = taggable(table).leaf().id();
              String name = column(tx, table, id, column);
              for (String key : keys) {
                requireAssign(tx, key);
                if (!store.unsetOnColumn(tx, id, name, key)) {
                  throw CatalogErrors.missingTag(table, key);
                }
              }
              rooms.search().refresh(tx, id);
            });
  }

  private Path taggable(SecurableRef on) {
    Path path = rooms.access().existing(caller, rooms.named(caller, on));
    if (!rooms.access().manages(caller, path)) {
      rooms.access().require(caller, path, Privilege.APPLY_TAG);
    }
    return path;
  }

  private static void check(String key, String value) {
    checkKey(key);
    checkValue(key, value);
  }

  static void checkKey(String key) {
    boolean printable = key.codePoints().noneMatch(Character::isISOControl);
    if (key.isBlank() || key.length() > LONGEST_KEY || !printable) {
      throw CatalogErrors.badTagKey(key, LONGEST_KEY);
    }
  }

  static void checkValue(String key, String value) {
    if (value.length() > LONGEST_VALUE) {
      throw CatalogErrors.longTagValue(key, LONGEST_VALUE);
    }
  }
}
