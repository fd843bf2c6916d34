/** {@code mudbrick experiments}, {@code runs}, {@code gc}, {@code import} and {@code export}. */
@NullMarked
package io.mudbrick.tracking.cli;

import org.jspecify.annotations.NullMarked;
