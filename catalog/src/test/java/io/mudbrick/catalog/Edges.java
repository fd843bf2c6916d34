package io.mudbrick.catalog;

import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;

/** Lets a test say that something flowed, as a module would. */
public interface Edges {
  void flow(EntityRef source, EntityRef target, ColumnFlow... columns);
}
