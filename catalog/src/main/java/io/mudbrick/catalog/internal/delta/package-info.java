/**
 * How Delta tables are kept: the log (delta-standalone), the commit protocol, the Parquet files.
 */
@NullMarked
package io.mudbrick.catalog.internal.delta;

import org.jspecify.annotations.NullMarked;
