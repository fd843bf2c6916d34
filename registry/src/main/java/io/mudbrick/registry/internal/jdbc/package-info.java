/** The registry's SQL. */
@NullMarked
package io.mudbrick.registry.internal.jdbc;

import org.jspecify.annotations.NullMarked;
