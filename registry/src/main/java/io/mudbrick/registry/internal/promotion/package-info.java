/** Judges versions by gates: scores rows of tables, times, compares signatures. */
@NullMarked
package io.mudbrick.registry.internal.promotion;

import org.jspecify.annotations.NullMarked;
