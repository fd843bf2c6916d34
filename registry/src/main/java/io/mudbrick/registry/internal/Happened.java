package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Published in the transaction in which something happened to a model, for those who are told.
 *
 * @param data what is told of it beside name and version, in order
 */
public record Happened(
    What what,
    Securable model,
    @Nullable Long version,
    Map<String, @Nullable Object> data,
    Caller caller) {

  /** What happened. */
  public enum What {
    CREATED,
    TAG_SET,
    TAG_DELETED,
    VERSION_CREATED,
    STAGE_CHANGED,
    TRANSITION_REQUESTED,
    COMMENTED,
    VERSION_TAG_SET,
    VERSION_TAG_DELETED,
    ALIAS_SET,
    ALIAS_DELETED
  }
}
