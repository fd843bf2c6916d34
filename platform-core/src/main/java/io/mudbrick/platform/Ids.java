package io.mudbrick.platform;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The source of identifiers. With a seed the same calls give the same ids, so that recorded
 * responses are stable. Thread-safe.
 */
public final class Ids {
  private final SplittableRandom random;

  /** Ids that repeat for a repeated seed. */
  public Ids(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Ids that differ from start to start. */
  public static Ids random() {
    UUID entropy = UUID.randomUUID();
    return new Ids(entropy.getMostSignificantBits() ^ entropy.getLeastSignificantBits());
  }

  /** 32 lower-case hexadecimal digits: run ids, model ids. */
  public synchronized String hex32() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** A random (version 4) UUID in its usual form: tables, securables, requests. */
  public synchronized String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** A positive number of at most 18 decimal digits, as Databricks numbers objects. */
  public synchronized long number() {
    return random.nextLong(100_000_000_000_000_000L, 1_000_000_000_000_000_000L);
  }

  /** A number from 0 (inclusive) to {@code bound} (exclusive). */
  public synchronized int below(int bound) {
    return random.nextInt(bound);
  }
}
