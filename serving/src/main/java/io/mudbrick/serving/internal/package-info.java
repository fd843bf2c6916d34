/** How serving works; nothing here is for other modules. */
@NullMarked
package io.mudbrick.serving.internal;

import org.jspecify.annotations.NullMarked;
