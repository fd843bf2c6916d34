package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.ConsistencyReport;
import io.mudbrick.featurestore.ConsistencyReport.Difference;
import io.mudbrick.featurestore.ConsistencyReport.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One comparison: while the store hands out rows, another thread compares those before. Not
 * thread-safe beyond that.
 */
final class Verification {
  private static final int CHUNK = 2_000;
  private static final int AHEAD = 8;
  private static final int NAMED = 20;

  private final ExpectedRows expected;
  private final BitSet seen;
  private final List<Difference> differences = new ArrayList<>();
  private long wrong;
  private long extra;

  /** Rows as they are stored: keys and payloads by turns. */
  private record Chunk(byte[][] cells, int size) {}

  private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(AHEAD);
  private byte[][] filling = new byte[2 * CHUNK][];
  private int filled;

  Verification(ExpectedRows expected) {
    this.expected = expected;
    this.seen = new BitSet(expected.slots());
  }

  /** Nothing when the table was published again in the meantime. */
  Optional<ConsistencyReport> compare(OnlineView view) {
    CompletableFuture<Void> comparing = CompletableFuture.runAsync(this::compareAll);
    boolean whole;
    try {
      whole = view.rows().forEach((key, row) -> read(key.bytes(), row.payload(), comparing));
    } finally {
      hand(comparing);
      hand(comparing); // an empty one is the end
    }
    try {
      comparing.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
    if (!whole) {
      return Optional.empty();
    }
    missing();
    return Optional.of(
        new ConsistencyReport(
            view.record().name(),
            view.record().version(),
            expected.size(),
            wrong,
            extra,
            differences));
  }

  private void read(byte[] key, byte[] payload, CompletableFuture<Void> comparing) {
    filling[filled++] = key;
    filling[filled++] = payload;
    if (filled == filling.length) {
      hand(comparing);
    }
  }

  private void hand(CompletableFuture<Void> comparing) {
    Chunk chunk = new Chunk(filling, filled);
    try {
      // Should the other thread have died, nobody empties the queue.
      boolean taken = false;
      while (!taken && !comparing.isDone()) {
        taken = chunks.offer(chunk, 100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    filling = new byte[2 * CHUNK][];
    filled = 0;
  }

  private void compareAll() {
    try {
      for (Chunk chunk = chunks.take(); chunk.size() > 0; chunk = chunks.take()) {
        for (int i = 0; i < chunk.size(); i += 2) {
          compare(chunk.cells()[i], chunk.cells()[i + 1]);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void compare(byte[] key, byte[] payload) {
    int slot = expected.find(key);
    if (slot < 0) {
      extra++;
      note(Kind.EXTRA, expected.key(key), List.of());
      return;
    }
    seen.set(slot);
    if (!expected.matches(slot, payload)) {
      wrong++;
      if (differences.size() < NAMED) {
        note(Kind.WRONG, expected.key(slot), expected.differing(slot, payload));
      }
    }
  }

  private void missing() {
    for (int slot = 0; slot < expected.slots(); slot++) {
      if (expected.isUsed(slot) && !seen.get(slot)) {
        wrong++;
        if (differences.size() < NAMED) {
          note(Kind.MISSING, expected.key(slot), List.of());
        }
      }
    }
  }

  private void note(Kind kind, Map<String, Object> key, List<String> features) {
    if (differences.size() < NAMED) {
      differences.add(new Difference(kind, key, features));
    }
  }
}
