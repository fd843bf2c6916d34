package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;
import java.time.Instant;
import java.util.List;

/**
 * Published when data or a model flowed from one entity into another.
 *
 * @param columns which columns flowed into which, where that is known
 */
public record LineageEdge(
    EntityRef source, EntityRef target, Caller caller, Instant at, List<ColumnFlow> columns) {

  /** A column of the source that a column of the target was made from. */
  public record ColumnFlow(String source, String target) {}

  public LineageEdge {
    columns = List.copyOf(columns);
  }

  /** An edge of which no columns are known. */
  public LineageEdge(EntityRef source, EntityRef target, Caller caller, Instant at) {
    this(source, target, caller, at, List.of());
  }
}
