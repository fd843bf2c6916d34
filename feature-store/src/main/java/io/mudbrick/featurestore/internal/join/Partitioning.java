package io.mudbrick.featurestore.internal.join;

/**
 * Which rows go where.
 *
 * @param bits of a key's hash that choose among {@code 1 << bits} partitions
 * @param earliest rows before are too old for any label
 * @param latest rows after are too new for any label
 */
record Partitioning(int bits, long earliest, long latest) {
  /** So many labels of 30 bytes and more stay in a core's own cache. */
  private static final int LABELS = 8_192;

  /** With more of them, the places to write to would not stay in the cache. */
  private static final int MOST_FOR_SPEED = 8;

  /** As many as shorts can count. */
  private static final int MOST = 14;

  /**
   * @param memory for the labels of one partition, if their keys are spread evenly
   */
  static Partitioning of(KeyedRows labels, long lookback, long memory) {
    int bits = 0;
    while (bits < MOST_FOR_SPEED && labels.size() >> bits > LABELS) {
      bits++;
    }
    while (bits < MOST && (labels.size() >> bits) * LabelIndex.BYTES_A_LABEL > memory) {
      bits++;
    }
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.has(i)) {
        earliest = Math.min(earliest, labels.time(i));
        latest = Math.max(latest, labels.time(i));
      }
    }
    long oldest = earliest - lookback;
    boolean bounded = lookback != TableIndex.UNBOUNDED && oldest <= earliest;
    return new Partitioning(bits, bounded ? oldest : Long.MIN_VALUE, latest);
  }

  /** All of another side's rows, whatever their time. */
  Partitioning ofAllTimes() {
    return new Partitioning(bits, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  int count() {
    return 1 << bits;
  }

  boolean holds(long time) {
    return time >= earliest && time <= latest;
  }

  int of(long key) {
    return bits == 0 ? 0 : (int) (LongCodes.mix(key) >>> (Long.SIZE - bits));
  }
}
