/** Internal: the SQL of tracking. */
@NullMarked
package io.mudbrick.tracking.internal.jdbc;

import org.jspecify.annotations.NullMarked;
