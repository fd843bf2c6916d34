package io.mudbrick.platform.identity;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list.
 *
 * @param filter SCIM's, such as {@code userName eq "ann@example.com"}; comparisons know no case
 * @param startIndex of the first one wanted, from 1
 * @param count how many at most
 * @param descending by name from the last to the first
 */
public record AccountQuery(@Nullable String filter, int startIndex, int count, boolean descending) {

  /** The first accounts that meet a filter. */
  public static AccountQuery where(@Nullable String filter) {
    return new AccountQuery(filter, 1, Directory.LARGEST_PAGE, false);
  }
}
