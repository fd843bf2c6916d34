package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.SecurableRef;

/** Published in the transaction that renames a securable: what is kept by name must follow. */
record Renamed(String metastoreId, SecurableRef before, SecurableRef after) {}
