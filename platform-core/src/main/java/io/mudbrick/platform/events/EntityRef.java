package io.mudbrick.platform.events;

/**
 * Something that lineage, audit or a deletion speaks of.
 *
 * @param scope the metastore id of a securable, the workspace id of anything else
 * @param id the full name of a securable ({@code c.s.t}, {@code c.s.m/3} for a model version), else
 *     the id (run id, endpoint name)
 */
public record EntityRef(Type type, String scope, String id) {

  /** What kind of thing it is. */
  public enum Type {
    TABLE,
    ONLINE_TABLE,
    TRAINING_SET,
    FUNCTION,
    VOLUME,
    RUN,
    MODEL_VERSION,
    ENDPOINT,
    NOTEBOOK,
    JOB,
    PIPELINE,
    PATH
  }
}
