package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.policy.RowPolicy;

/** What stands between a caller and a table: asked at each read and each write. */
public interface TableGate {

  /** Refuses unless the caller may read rows at this moment. */
  void read();

  /** Refuses unless the caller may write rows at this moment. */
  void write();

  /** What hides rows and columns of this schema from the caller at this moment. */
  RowPolicy policy(Schema schema);

  /** Refuses when anything is hidden from the caller. */
  void requireRaw(Schema schema);

  /** Told that a write may have added columns. */
  void columnsMayHaveChanged(Schema now);

  /** Told that the table was turned back, perhaps to fewer columns. */
  void columnsRestored(Schema now);
}
