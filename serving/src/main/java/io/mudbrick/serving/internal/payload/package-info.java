/** Inference tables: what an endpoint was asked and what it said, as rows of a Delta table. */
@NullMarked
package io.mudbrick.serving.internal.payload;

import org.jspecify.annotations.NullMarked;
