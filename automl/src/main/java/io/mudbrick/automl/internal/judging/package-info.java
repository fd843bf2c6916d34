/**
 * What the models of a candidate answer for rows that they have not seen, and what that is worth.
 */
@NullMarked
package io.mudbrick.automl.internal.judging;

import org.jspecify.annotations.NullMarked;
