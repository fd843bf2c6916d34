/** The shape of tables, as the catalog keeps it. */
@NullMarked
package io.mudbrick.catalog.internal.definition;

import org.jspecify.annotations.NullMarked;
