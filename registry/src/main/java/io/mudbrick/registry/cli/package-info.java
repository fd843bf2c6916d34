/** {@code mudbrick models}. */
@NullMarked
package io.mudbrick.registry.cli;

import org.jspecify.annotations.NullMarked;
