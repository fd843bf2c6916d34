/**
 * Delta tables in a local directory: schema, rows, column batches, reading, writing, time travel.
 *
 * <p>Nothing here checks a permission: other modules reach tables through the catalog, which does.
 */
@NullMarked
package io.mudbrick.catalog.delta;

import org.jspecify.annotations.NullMarked;
