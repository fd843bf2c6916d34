/** Which days are holidays. */
@NullMarked
package io.mudbrick.automl.internal.calendar;

import org.jspecify.annotations.NullMarked;
