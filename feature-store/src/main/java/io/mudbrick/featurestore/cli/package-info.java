/** {@code mudbrick features}. */
@NullMarked
package io.mudbrick.featurestore.cli;

import org.jspecify.annotations.NullMarked;
