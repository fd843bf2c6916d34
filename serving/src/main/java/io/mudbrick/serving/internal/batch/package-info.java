/** Batch scoring: rows, tables into tables, and runs of it in the background. */
@NullMarked
package io.mudbrick.serving.internal.batch;

import org.jspecify.annotations.NullMarked;
