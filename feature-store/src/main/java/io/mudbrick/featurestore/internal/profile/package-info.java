/** Counts what is in columns. */
@NullMarked
package io.mudbrick.featurestore.internal.profile;

import org.jspecify.annotations.NullMarked;
