/** From raw rows to rows that can be learned from: checked, split, profiled, prepared. */
@NullMarked
package io.mudbrick.automl.internal.data;

import org.jspecify.annotations.NullMarked;
