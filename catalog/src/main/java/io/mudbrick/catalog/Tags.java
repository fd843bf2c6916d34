package io.mudbrick.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tags on securables, at most 50 each, and on columns, at most 50 each and 1000 a table: {@code
 * /api/2.1/unity-catalog/entity-tag-assignments}. Get one from {@link Catalog#tags()}.
 */
public interface Tags {
  /** The tags of a securable that the caller may see, by key. */
  Map<String, String> list(SecurableRef on);

  /**
   * The tags of many securables at once, by the securable's id; what has none, or the caller may
   * not see, is left out.
   */
  Map<String, Map<String, String>> ofAll(Collection<String> ids);

  /**
   * The ids of the securables of a type that the caller may see and that carry a tag.
   *
   * @param value which of its values count
   */
  Set<String> carriers(SecurableType type, String key, Predicate<String> value);

  /** As the other, of one value: the way to find a few among many. */
  Set<String> carriers(SecurableType type, String key, String value);

  /** As {@link #list}, and who set them when. */
  List<TagAssignment> assignments(SecurableRef on);

  /** The tags of a column of a table that the caller may see, by key. */
  List<TagAssignment> columnAssignments(SecurableRef table, String column);

  /**
   * Sets tags, replacing the values of keys already there. It needs APPLY TAG or ownership.
   *
   * @param tags keys of 1 to 255 and values of 0 to 1000 characters, case-sensitive; the value of a
   *     governed tag must be one of its policy's
   */
  void set(SecurableRef on, Map<String, String> tags);

  /** As {@link #set}, on a column; it needs APPLY TAG on the table or its ownership. */
  void setOnColumn(SecurableRef table, String column, Map<String, String> tags);

  /**
   * Removes tags.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} for a key that
   *     is not set
   */
  void unset(SecurableRef on, Collection<String> keys);

  /** As {@link #unset}, on a column. */
  void unsetOnColumn(SecurableRef table, String column, Collection<String> keys);

  /** Which tags are governed. */
  TagPolicies policies();
}
