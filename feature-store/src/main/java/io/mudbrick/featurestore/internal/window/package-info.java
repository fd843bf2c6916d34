/** Aggregates over windows of time, as of each row's time. */
@NullMarked
package io.mudbrick.featurestore.internal.window;

import org.jspecify.annotations.NullMarked;
