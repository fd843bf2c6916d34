package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.internal.tables.TableFiles;
import io.mudbrick.catalog.internal.tables.TableStore;

/** What the tables of one engine share. */
record TableRoom(TableStore store, TableFiles files, SystemTables system) {}
