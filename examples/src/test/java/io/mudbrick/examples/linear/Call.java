package io.mudbrick.examples.linear;

import org.jspecify.annotations.Nullable;

/**
 * A call on a register, as its caller saw it.
 *
 * @param began before it was sent, by one clock for all callers
 * @param ended after the answer was there
 * @param written what the register is to hold afterwards; of no meaning for a read
 * @param seen what a read returned, or a write says that it replaced; null for nothing
 * @param tells whether {@code seen} says anything
 */
record Call(
    long began,
    long ended,
    boolean write,
    @Nullable Long written,
    @Nullable Long seen,
    boolean tells) {

  static Call read(long began, long ended, @Nullable Long seen) {
    return new Call(began, ended, false, null, seen, true);
  }

  static Call write(long began, long ended, @Nullable Long written) {
    return new Call(began, ended, true, written, null, false);
  }

  static Call swap(long began, long ended, @Nullable Long written, @Nullable Long replaced) {
    return new Call(began, ended, true, written, replaced, true);
  }
}
