/** Training sets. */
@NullMarked
package io.mudbrick.featurestore.internal.training;

import org.jspecify.annotations.NullMarked;
