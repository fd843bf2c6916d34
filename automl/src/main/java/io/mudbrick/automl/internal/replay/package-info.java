/** Makes trials again, with the very parts that made them. */
@NullMarked
package io.mudbrick.automl.internal.replay;

import org.jspecify.annotations.NullMarked;
