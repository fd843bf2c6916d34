/** Blends of models: chosen by what models answer for rows that they have not seen. */
@NullMarked
package io.mudbrick.automl.internal.ensemble;

import org.jspecify.annotations.NullMarked;
