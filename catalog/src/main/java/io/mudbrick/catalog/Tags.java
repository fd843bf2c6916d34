package io.mudbrick.catalog;

import java.util.Collection;
import java.util.Map;

/**
 * Tags on securables, at most 50 each: {@code /api/2.1/unity-catalog/entity-tag-assignments}. Get
 * one from {@link Catalog#tags()}.
 */
public interface Tags {
  /** The tags of a securable that the caller may see, by key. */
  Map<String, String> list(SecurableRef on);

  /**
   * Sets tags, replacing the values of keys already there. It needs APPLY TAG or ownership.
   *
   * @param tags keys of 1 to 255 and values of 0 to 1000 characters, case-sensitive
   */
  void set(SecurableRef on, Map<String, String> tags);

  /**
   * Removes tags.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} for a key that
   *     is not set
   */
  void unset(SecurableRef on, Collection<String> keys);
}
