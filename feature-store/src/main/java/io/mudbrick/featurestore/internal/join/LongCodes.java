package io.mudbrick.featurestore.internal.join;

import java.util.Arrays;

/** Numbers distinct longs 0, 1, 2 ... in the order they come: an open-addressing hash table. */
final class LongCodes {
  static final int UNKNOWN = -1;

  private long[] keys;
  private int[] codes;
  private int size;

  LongCodes(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, Math.min(expected, 1 << 20)) * 2 - 1);
    allocate(capacity);
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    codes = new int[capacity];
    Arrays.fill(codes, UNKNOWN);
  }

  int size() {
    return size;
  }

  int add(long key) {
    int slot = slot(key);
    if (codes[slot] != UNKNOWN) {
      return codes[slot];
    }
    if (size >= keys.length / 2) {
      grow();
      slot = slot(key);
    }
    keys[slot] = key;
    codes[slot] = size;
    return size++;
  }

  int find(long key) {
    return codes[slot(key)];
  }

  /** Spreads keys over all bits, wherever their own differ: doubles do in the upper ones only. */
  static long mix(long key) {
    long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
    return mixed ^ (mixed >>> 32);
  }

  /** Where the key is, or the free slot where it would be. */
  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) mix(key) & mask;
    while (codes[slot] != UNKNOWN && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCodes = codes;
    allocate(Math.multiplyExact(keys.length, 2));
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCodes[i] != UNKNOWN) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        codes[slot] = oldCodes[i];
      }
    }
  }
}
