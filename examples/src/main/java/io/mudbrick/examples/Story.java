package io.mudbrick.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Tells a person what happens: numbered steps with their time, facts below them, tables, and on a
 * terminal a progress bar. Not thread-safe but for {@link #progress}.
 */
public final class Story {
  private static final int WIDTH = 78;
  private static final int BAR = 30;
  private static final String INDENT = "      ";

  private final PrintWriter out;
  private final boolean terminal;
  private final List<String> pending = new ArrayList<>();
  private int steps;

  /**
   * @param terminal whether a line can be rewritten, as a progress bar does
   */
  public Story(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  public void title(String text) {
    out.println(text);
    out.flush();
  }

  /** A step that makes nothing for later ones. */
  public void step(String name, Runnable step) {
    step(
        name,
        () -> {
          step.run();
          return true;
        });
  }

  /** Runs a step; prints its name and time, then what it had to say; returns what it made. */
  public <T> T step(String name, Supplier<T> step) {
    steps++;
    long start = System.nanoTime();
    T made = step.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    String head = "[" + steps + "] " + name + " ";
    String time = String.format(Locale.ROOT, " %.2f s", seconds);
    out.println();
    out.println(head + ".".repeat(Math.max(3, WIDTH - head.length() - time.length())) + time);
    pending.forEach(line -> out.println(INDENT + line));
    pending.clear();
    out.flush();
    return made;
  }

  /** A fact of the step that is running. */
  public void say(String format, Object... values) {
    String.format(Locale.ROOT, format, values).lines().forEach(pending::add);
  }

  /** Rows under a header, in columns; numbers to the right. */
  public void table(List<String> header, List<List<String>> rows) {
    int[] widths = new int[header.size()];
    List<List<String>> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        boolean number = row.get(i).matches("[-+\\d.].*");
        line.append(pad(row.get(i), widths[i], number)).append("  ");
      }
      pending.add(line.toString().stripTrailing());
    }
  }

  private static String pad(String text, int width, boolean toTheRight) {
    String space = " ".repeat(width - text.length());
    return toTheRight ? space + text : text + space;
  }

  /** How far long work is; rewrites its line on a terminal, and is silent elsewhere. */
  public synchronized void progress(int done, int planned, String what) {
    if (!terminal) {
      return;
    }
    int filled = planned == 0 ? BAR : BAR * done / planned;
    String bar = "█".repeat(filled) + "░".repeat(BAR - filled);
    String line = String.format(Locale.ROOT, "    %s %d/%d  %s", bar, done, planned, what);
    out.print("\r" + (line.length() > WIDTH ? line.substring(0, WIDTH) : line) + "\u001b[K");
    if (done == planned) {
      out.print("\r\u001b[K");
    }
    out.flush();
  }
}
