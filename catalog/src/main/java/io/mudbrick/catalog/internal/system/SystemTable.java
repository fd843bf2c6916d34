package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.journal.JournalRecord;
import java.util.List;
import java.util.function.Function;

/**
 * A table that the system fills from the journal, one a metastore.
 *
 * @param fullName {@code system.access.audit}
 * @param topic the journal's topic that it is made from
 * @param rows the rows of a record
 */
public record SystemTable(
    String fullName, String topic, Schema schema, Function<JournalRecord, List<Row>> rows) {

  /** The schema that all of them stand in. */
  public static final String SCHEMA = "system.access";

  /** Where the table of a metastore lies: known without a look into the store. */
  public String location(String metastoreId) {
    return metastoreId + "/" + ref().name();
  }

  public SecurableRef ref() {
    return SecurableRef.table(fullName);
  }
}
