package io.mudbrick.examples.linear;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one register, and whether it is linearisable: whether the calls can be put in a
 * row in which each takes effect between its beginning and its end, and each saw what the one
 * before left. The search of Wing and Gong, which remembers where it has been (Lowe).
 */
final class History {
  private final List<Call> calls;
  private final Set<Visited> visited = new HashSet<>();

  private record Visited(BitSet done, @Nullable Long value) {}

  History(List<Call> calls) {
    this.calls = calls.stream().sorted(Comparator.comparingLong(Call::began)).toList();
  }

  /** Whether there is such a row, beginning with a register that holds nothing. */
  boolean linearisable() {
    return search();
  }

  /** A step of the row: the call that took effect last, and what the register held before. */
  private static final class Step {
    final int call;
    final @Nullable Long before;

    /** The next call to try instead of this one. */
    int next;

    Step(int call, @Nullable Long before) {
      this.call = call;
      this.before = before;
      this.next = call + 1;
    }
  }

  private boolean search() {
    ArrayDeque<Step> row = new ArrayDeque<>();
    BitSet done = new BitSet(calls.size());
    Long value = null;
    int candidate = 0;
    while (done.cardinality() < calls.size()) {
      int next = next(done, candidate, value);
      if (next >= 0) {
        row.push(new Step(next, value));
        done.set(next);
        Call call = calls.get(next);
        value = call.write() ? call.written() : value;
        candidate = visited.add(new Visited((BitSet) done.clone(), value)) ? 0 : calls.size();
      } else {
        Step undone = row.poll();
        if (undone == null) {
          return false;
        }
        done.clear(undone.call);
        value = undone.before;
        candidate = undone.next;
      }
    }
    return true;
  }

  /** The first call from a place on that may be next; -1 when there is none. */
  private int next(BitSet done, int from, @Nullable Long value) {
    long firstEnd = Long.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      Call call = calls.get(i);
      if (call.began() > firstEnd) {
        return -1; // another one was over before it began
      }
      firstEnd = Math.min(firstEnd, call.ended());
      if (i >= from && (!call.tells() || Objects.equals(call.seen(), value))) {
        return mayBeNext(done, i) ? i : next(done, i + 1, value);
      }
    }
    return -1;
  }

  private boolean mayBeNext(BitSet done, int candidate) {
    long began = calls.get(candidate).began();
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      if (calls.get(i).began() > began) {
        return true; // those that follow began later still
      }
      if (calls.get(i).ended() < began) {
        return false;
      }
    }
    return true;
  }
}
