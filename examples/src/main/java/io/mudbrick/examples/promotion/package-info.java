/** Two ways from dev to prod: promoting models, and promoting the code that makes them. */
@NullMarked
package io.mudbrick.examples.promotion;

import org.jspecify.annotations.NullMarked;
