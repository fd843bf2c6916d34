/** Serving's SQL. */
@NullMarked
package io.mudbrick.serving.internal.jdbc;

import org.jspecify.annotations.NullMarked;
