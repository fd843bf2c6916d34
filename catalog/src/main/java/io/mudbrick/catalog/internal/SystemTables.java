package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.tables.TableFiles;
import io.mudbrick.platform.journal.Journal;

/**
 * Tables that the system itself fills from the journal. Their files are made when the first record
 * goes in or somebody looks, so that an engine whose audit nobody reads loads no Hadoop.
 */
record SystemTables(TableFiles files, Journal journal) {

  /** The table with everything in it that was journalled before. */
  DeltaTable open(String location, Schema schema) {
    journal.flush();
    return files.openOrCreate(location, schema);
  }
}
