package io.mudbrick.automl.internal.data;

/**
 * One way to split the rows: what is learned from, and what it is judged on.
 *
 * @param train positions in {@link Prepared#rows}, rising
 * @param validation positions in {@link Prepared#rows}, rising, none of them in {@code train}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record Fold(int[] train, int[] validation) {}
