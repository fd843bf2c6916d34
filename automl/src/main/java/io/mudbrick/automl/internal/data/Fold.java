package io.mudbrick.automl.internal.data;

import java.util.stream.IntStream;

/**
 * One way to split the rows: what is learned from, and what it is judged on.
 *
 * @param train positions in {@link Prepared#rows}, rising
 * @param validation positions in {@link Prepared#rows}, rising, none of them in {@code train}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record Fold(int[] train, int[] validation) {

  /** One row in so many to learn from, evenly; all to be judged on. */
  public Fold thinned(int times) {
    return new Fold(
        IntStream.range(0, train.length / times).map(i -> train[i * times]).toArray(), validation);
  }
}
