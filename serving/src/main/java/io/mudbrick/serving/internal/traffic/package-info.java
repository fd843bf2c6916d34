/** What happens to a request on its way: limits, turns, the split, and what is counted. */
@NullMarked
package io.mudbrick.serving.internal.traffic;

import org.jspecify.annotations.NullMarked;
