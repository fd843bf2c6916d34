/** Internal: what the person who runs a server sees of it. */
@NullMarked
package io.mudbrick.platform.internal.ops;

import org.jspecify.annotations.NullMarked;
