@NullMarked
package io.mudbrick.tracking.internal.trace;

import org.jspecify.annotations.NullMarked;
