/** One database, one transaction object: durable group-committed writes and snapshot reads. */
@NullMarked
package io.mudbrick.platform.sql;

import org.jspecify.annotations.NullMarked;
