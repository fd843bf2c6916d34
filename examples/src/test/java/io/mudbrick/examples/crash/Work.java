package io.mudbrick.examples.crash;

/**
 * Something done to a platform over and over, one piece after another, and what must be there of it
 * whenever the platform is stopped in between.
 */
public interface Work {
  /** Makes what the pieces need; done once, before anything may be killed. */
  void prepare();

  /** Does the n-th piece, counted from 1. When it returns, the piece is acknowledged. */
  void act(long n);

  /**
   * Looks at what is there: pieces 1 to {@code acknowledged} whole and in order, perhaps one more,
   * whole too, and nothing of any other.
   *
   * @return how many pieces are there
   */
  long check(long acknowledged);
}
