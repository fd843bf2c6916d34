/** Internal: the services behind the public interfaces. */
@NullMarked
package io.mudbrick.tracking.internal;

import org.jspecify.annotations.NullMarked;
