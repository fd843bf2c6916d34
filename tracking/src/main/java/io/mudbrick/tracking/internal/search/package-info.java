/** Internal: what the searches of tracking understand. */
@NullMarked
package io.mudbrick.tracking.internal.search;

import org.jspecify.annotations.NullMarked;
