/** Internal: the engine that puts the rooms together. */
@NullMarked
package io.mudbrick.platform.internal;

import org.jspecify.annotations.NullMarked;
