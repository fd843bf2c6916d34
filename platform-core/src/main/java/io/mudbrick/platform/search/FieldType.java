package io.mudbrick.platform.search;

import static io.mudbrick.platform.search.Comparator.EQUAL;
import static io.mudbrick.platform.search.Comparator.GREATER;
import static io.mudbrick.platform.search.Comparator.GREATER_OR_EQUAL;
import static io.mudbrick.platform.search.Comparator.ILIKE;
import static io.mudbrick.platform.search.Comparator.IN;
import static io.mudbrick.platform.search.Comparator.IS_NOT_NULL;
import static io.mudbrick.platform.search.Comparator.IS_NULL;
import static io.mudbrick.platform.search.Comparator.LESS;
import static io.mudbrick.platform.search.Comparator.LESS_OR_EQUAL;
import static io.mudbrick.platform.search.Comparator.LIKE;
import static io.mudbrick.platform.search.Comparator.NOT_EQUAL;
import static io.mudbrick.platform.search.Comparator.NOT_IN;

import java.util.ArrayList;
import java.util.List;

/**
 * What a field compares with. Immutable.
 *
 * @param numeric whether with numbers, else with quoted strings
 * @param comparators what it allows
 */
public record FieldType(boolean numeric, List<Comparator> comparators) {

  /** Numbers. */
  public static final FieldType NUMBER =
      new FieldType(
          true, List.of(GREATER, GREATER_OR_EQUAL, NOT_EQUAL, EQUAL, LESS, LESS_OR_EQUAL));

  /** Text. */
  public static final FieldType TEXT = new FieldType(false, List.of(EQUAL, NOT_EQUAL, LIKE, ILIKE));

  /** Text that also takes lists. */
  public static final FieldType LISTED_TEXT = TEXT.and(IN, NOT_IN);

  /** Values of keys that may be absent, and can be asked whether they are. */
  public static final FieldType KEYED_TEXT = TEXT.and(IS_NULL, IS_NOT_NULL);

  public FieldType {
    comparators = List.copyOf(comparators);
  }

  /** This one with more comparators. */
  public FieldType and(Comparator... more) {
    List<Comparator> all = new ArrayList<>(comparators);
    all.addAll(List.of(more));
    return new FieldType(numeric, all);
  }
}
