/** The three faces of the registry, asked the same. */
@NullMarked
package io.mudbrick.registry.faces;

import org.jspecify.annotations.NullMarked;
