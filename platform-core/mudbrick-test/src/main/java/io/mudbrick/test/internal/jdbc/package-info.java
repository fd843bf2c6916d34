/** Databases for tests. */
@NullMarked
package io.mudbrick.test.internal.jdbc;

import org.jspecify.annotations.NullMarked;
