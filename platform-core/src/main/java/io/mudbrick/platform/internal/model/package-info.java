/** Parsers, scorers and the words of errors behind {@link io.mudbrick.platform.model}. */
@NullMarked
package io.mudbrick.platform.internal.model;

import org.jspecify.annotations.NullMarked;
