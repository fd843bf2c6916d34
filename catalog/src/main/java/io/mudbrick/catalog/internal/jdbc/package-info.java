/** Internal: not for users. */
@NullMarked
package io.mudbrick.catalog.internal.jdbc;

import org.jspecify.annotations.NullMarked;
