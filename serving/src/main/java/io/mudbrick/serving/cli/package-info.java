/** {@code mudbrick endpoints} and {@code mudbrick models serve}. */
@NullMarked
package io.mudbrick.serving.cli;

import org.jspecify.annotations.NullMarked;
