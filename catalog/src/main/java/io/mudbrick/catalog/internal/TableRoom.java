package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.internal.jdbc.ForeignKeyStore;
import io.mudbrick.catalog.internal.jdbc.TableStore;
import io.mudbrick.catalog.internal.system.SystemTables;
import io.mudbrick.catalog.internal.tables.TableFiles;

/** What the tables of one engine share. */
record TableRoom(
    TableStore store,
    TableFiles files,
    SystemTables system,
    Locations locations,
    FunctionRoom functions,
    ForeignKeyStore foreignKeys) {}
