/** Fits in processes of their own: what native code breaks there, it breaks alone. */
@NullMarked
package io.mudbrick.automl.internal.worker;

import org.jspecify.annotations.NullMarked;
