package io.mudbrick.platform.search;

/**
 * What an identifier means in one search.
 *
 * @param entity the entity's own name, whatever alias was used
 * @param name an attribute's own name, whatever alias was used; else the key as written
 */
public record Field(String entity, String name, FieldType type) {
  /** The entity of what a thing has by itself; may be left out before a key. */
  public static final String ATTRIBUTE = "attribute";

  /** The entity of metrics. */
  public static final String METRIC = "metric";

  /** The entity of params. */
  public static final String PARAM = "parameter";

  /** The entity of tags. */
  public static final String TAG = "tag";

  /** The entity of the datasets that a run used. */
  public static final String DATASET = "dataset";

  /** Whether it is of this entity. */
  public boolean is(String wanted) {
    return entity.equals(wanted);
  }
}
