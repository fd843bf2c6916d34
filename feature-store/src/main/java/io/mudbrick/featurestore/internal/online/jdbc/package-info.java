/** The SQL of the online store. */
@NullMarked
package io.mudbrick.featurestore.internal.online.jdbc;

import org.jspecify.annotations.NullMarked;
