/** Concurrent histories, and whether they could have happened one call after another. */
@NullMarked
package io.mudbrick.examples.linear;

import org.jspecify.annotations.NullMarked;
