/** A spec bound to its tables: the one path from keys to features. */
@NullMarked
package io.mudbrick.featurestore.internal.plan;

import org.jspecify.annotations.NullMarked;
