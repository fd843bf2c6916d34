/** Served requests: their log, and their comparison with what the tables say. */
@NullMarked
package io.mudbrick.featurestore.internal.replay;

import org.jspecify.annotations.NullMarked;
