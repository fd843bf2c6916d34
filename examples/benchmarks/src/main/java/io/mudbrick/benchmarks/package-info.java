/** Mudbrick measured beside its peers, in one run, on one machine: {@code scripts/bench}. */
@NullMarked
package io.mudbrick.benchmarks;

import org.jspecify.annotations.NullMarked;
