/** Internal: not for users. */
@NullMarked
package io.mudbrick.catalog.internal.access;

import org.jspecify.annotations.NullMarked;
