/** Internal: not for users. */
@NullMarked
package io.mudbrick.catalog.internal;

import org.jspecify.annotations.NullMarked;
