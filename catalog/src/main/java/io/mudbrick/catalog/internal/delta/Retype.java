package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.util.function.UnaryOperator;

/** Gives a table of our own other columns, and its rows with them. */
public final class Retype {
  private Retype() {}

  /**
   * Writes all rows anew in one commit, if the columns differ; what applications remember in the
   * table stays. Two that do so at once do it once.
   *
   * @param converted a row of the former columns as one of the wanted
   */
  public static void to(DeltaTable table, Schema wanted, UnaryOperator<Row> converted) {
    if (table instanceof LocalTable local && !local.schema().equals(wanted)) {
      local.retype(wanted, converted);
    }
  }
}
