package io.mudbrick.catalog;

import io.mudbrick.platform.events.EntityRef;

/**
 * What flowed from where into what, recorded by itself from {@link
 * io.mudbrick.platform.events.LineageEdge} events: {@code /api/2.0/lineage-tracking}. Get one from
 * {@link Catalog#lineage()}. Securables that the caller may not see are left out, and what lies
 * beyond them.
 */
public interface Lineage {
  /** What an entity was made from, directly and through others. */
  LineageGraph upstream(EntityRef entity);

  /** What was made from an entity, directly and through others: what a change of it reaches. */
  LineageGraph downstream(EntityRef entity);

  /** The entity of a table of this metastore, for the questions above. */
  EntityRef table(String fullName);
}
