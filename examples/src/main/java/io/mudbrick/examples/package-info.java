/** Programs that use Mudbrick as its users would: the demo, and what stands on it. */
@NullMarked
package io.mudbrick.examples;

import org.jspecify.annotations.NullMarked;
