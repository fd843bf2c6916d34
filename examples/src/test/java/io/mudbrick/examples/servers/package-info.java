/** Several server processes on one PostgreSQL database. */
@NullMarked
package io.mudbrick.examples.servers;

import org.jspecify.annotations.NullMarked;
