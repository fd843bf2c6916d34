package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.definition.TableDefinition;
import io.mudbrick.catalog.internal.jdbc.ForeignKeyStore;
import io.mudbrick.catalog.internal.jdbc.PolicyStore;
import io.mudbrick.catalog.internal.jdbc.TableStore.Stored;
import io.mudbrick.platform.sql.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said of a table beside the securable: names are made of it when somebody asks. */
record TableDetails(
    Stored stored,
    Schema schema,
    List<PolicyStore.Stored> policies,
    List<ForeignKeyStore.Stored> foreignKeys) {

  static TableDetails of(TableRoom tables, Tx tx, String id, Stored stored) {
    return new TableDetails(
        stored,
        stored.definition().schema(),
        tables.functions().policies().of(tx, id),
        tables.foreignKeys().of(tx, id));
  }

  static Optional<TableDetails> of(TableRoom tables, Tx tx, String id) {
    return tables.store().byId(tx, id).map(stored -> of(tables, tx, id, stored));
  }

  /** Those of the tables of a schema, by the id of the table. */
  static Map<String, TableDetails> ofSchema(TableRoom tables, Tx tx, String schemaId) {
    Map<String, List<PolicyStore.Stored>> policies =
        tables.functions().policies().ofSchema(tx, schemaId);
    Map<String, List<ForeignKeyStore.Stored>> keys = tables.foreignKeys().ofSchema(tx, schemaId);
    Map<String, TableDetails> found = new HashMap<>();
    tables
        .store()
        .ofSchema(tx, schemaId)
        .forEach(
            (id, stored) ->
                found.put(
                    id,
                    new TableDetails(
                        stored,
                        stored.definition().schema(),
                        policies.getOrDefault(id, List.of()),
                        keys.getOrDefault(id, List.of()))));
    return found;
  }

  TableInfo info(Rooms rooms, TableRoom tables, Securable securable) {
    TableDefinition definition = stored.definition();
    return new TableInfo(
        securable,
        stored.type(),
        schema,
        definition.partitionColumns(),
        definition.primaryKey(),
        TableKeys.primaryName(securable.name(), definition),
        definition.timeseriesColumn(),
        tables.files().directory(stored.location()),
        TableGovernance.masks(rooms, policies),
        TableGovernance.filter(rooms, policies),
        Boolean.TRUE.equals(definition.keyRely()),
        TableKeys.shown(rooms, foreignKeys));
  }
}
