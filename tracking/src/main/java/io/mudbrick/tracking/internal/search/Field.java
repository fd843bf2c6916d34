package io.mudbrick.tracking.internal.search;

/**
 * What an identifier means in one search.
 *
 * @param name an attribute's own name, whatever alias was used; else the key of the metric, param
 *     or tag
 */
public record Field(Kind kind, String name) {

  /** What sort of thing it is, which decides what it compares with. */
  public enum Kind {
    TEXT,
    /** A text attribute that also takes {@code IN}. */
    LISTED_TEXT,
    NUMBER,
    METRIC,
    PARAM,
    TAG,
    DATASET
  }
}
