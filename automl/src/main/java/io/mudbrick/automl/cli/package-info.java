/** {@code mudbrick automl}. */
@NullMarked
package io.mudbrick.automl.cli;

import org.jspecify.annotations.NullMarked;
