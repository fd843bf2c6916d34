package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnVector;

/** What a window over the slots of a timeline holds, while it moves forward. For one thread. */
abstract class WindowState {
  private int from;
  private int to;

  /** Goes to an entity, with nothing in the window yet. */
  final void begin(int start, int end) {
    clear();
    from = start;
    to = start;
    enter(start, end);
  }

  /** Moves the window within the entity; neither of its ends goes back. */
  final void moveTo(int newFrom, int newTo) {
    if (newFrom >= to) {
      clear();
      from = newFrom;
      to = newFrom;
    }
    while (to < newTo) {
      add(to);
      to++;
    }
    while (from < newFrom) {
      remove(from);
      from++;
    }
  }

  final int from() {
    return from;
  }

  final int to() {
    return to;
  }

  /** Empties the window. */
  abstract void clear();

  /** Prepares for an entity's slots. */
  void enter(int start, int end) {}

  /** A slot's row of the source comes into the window. */
  abstract void add(int row);

  abstract void remove(int row);

  /** Notes what the window comes to, for a row of the result; those not noted are null. */
  abstract void note(int result);

  /** All that was noted. */
  abstract ColumnVector results();
}
