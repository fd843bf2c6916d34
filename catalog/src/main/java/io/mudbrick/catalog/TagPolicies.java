package io.mudbrick.catalog;

import io.mudbrick.platform.identity.Principal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Governed tags: {@code /api/2.1/tag-policies}. A tag whose key has a policy can be set to the
 * values of the policy only; what was set before stays. Everybody may read policies, admins of the
 * metastore make them. Get one from {@link Tags#policies()}.
 */
public interface TagPolicies {
  /**
   * @param values at most 50, each of 1 to 1000 characters; empty for any
   */
  TagPolicy create(String key, @Nullable String description, List<String> values);

  TagPolicy get(String key);

  /** All, by key. */
  List<TagPolicy> list();

  /** What is null stays as it is. */
  TagPolicy update(String key, @Nullable String description, @Nullable List<String> values);

  /** Tags of that key may then have any value again. */
  void delete(String key);

  /** Who may assign the tag, beside the admins; by name. For admins. */
  List<Principal> assigners(String key);

  /**
   * Lets exactly these principals, groups in groups included, assign the tag to what they may tag,
   * change it there and take it away: the product's ASSIGN. For admins.
   */
  List<Principal> setAssigners(String key, Collection<String> principals);

  /**
   * As the other, if those who may assign it are still the same.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_CONFLICT} when somebody changed
   *     them
   */
  List<Principal> setAssigners(String key, List<Principal> before, Collection<String> principals);
}
