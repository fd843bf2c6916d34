package io.mudbrick.catalog;

import io.mudbrick.platform.events.EntityRef;

/** Lets a test say that something flowed, as a module would. */
public interface Edges {
  void flow(EntityRef source, EntityRef target);
}
