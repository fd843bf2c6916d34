/** The tables that the system fills from the journal: audit and lineage. */
@NullMarked
package io.mudbrick.catalog.internal.system;

import org.jspecify.annotations.NullMarked;
