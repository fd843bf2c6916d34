package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.Tags;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.jdbc.TagStore;
import io.mudbrick.platform.Caller;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tags, as one caller sees and changes them. */
final class TagsService implements Tags {
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_VALUE = 1000;

  private final Rooms rooms;
  private final TagStore store = new TagStore();
  private final Caller caller;

  TagsService(Rooms rooms, Caller caller) {
    this.rooms = rooms;
    this.caller = caller;
  }

  @Override
  public Map<String, String> list(SecurableRef on) {
    Path path = rooms.access().existing(caller, on);
    rooms.access().requireVisible(caller, path);
    return rooms.database().read(tx -> store.of(tx, path.leaf().id()));
  }

  @Override
  public void set(SecurableRef on, Map<String, String> tags) {
    tags.forEach(TagsService::check);
    rooms
        .database()
        .run(
            tx -> {
              String id = taggable(on).leaf().id();
              Set<String> keys = new HashSet<>(store.of(tx, id).keySet());
              keys.addAll(tags.keySet());
              if (keys.size() > MOST_TAGS) {
                throw CatalogErrors.tooManyTags(on, MOST_TAGS);
              }
              tags.forEach((key, value) -> store.set(tx, id, key, value, rooms.stamp(caller)));
              rooms.search().refresh(tx, id);
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
                if (!store.unset(tx, id, key)) {
                  throw CatalogErrors.missingTag(on, key);
                }
              }
              rooms.search().refresh(tx, id);
            });
  }

  private Path taggable(SecurableRef on) {
    Path path = rooms.access().existing(caller, on);
    if (!rooms.access().manages(caller, path)) {
      rooms.access().require(caller, path, Privilege.APPLY_TAG);
    }
    return path;
  }

  private static void check(String key, String value) {
    boolean printable = key.codePoints().noneMatch(Character::isISOControl);
    if (key.isBlank() || key.length() > LONGEST_KEY || !printable) {
      throw CatalogErrors.badTagKey(key, LONGEST_KEY);
    }
    if (value.length() > LONGEST_VALUE) {
      throw CatalogErrors.longTagValue(key, LONGEST_VALUE);
    }
  }
}
