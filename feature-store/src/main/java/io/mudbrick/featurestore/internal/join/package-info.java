/** The point-in-time join on arrays. */
@NullMarked
package io.mudbrick.featurestore.internal.join;

import org.jspecify.annotations.NullMarked;
