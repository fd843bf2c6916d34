package io.mudbrick.automl.internal.explore;

import io.mudbrick.automl.Alert;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the data and makes the report: one HTML page with everything in it, no scripts, nothing
 * from elsewhere. Takes a fraction of a second: of large data it looks at a sample, of many columns
 * at the first ones, and says so on the page and by alerts. Immutable.
 */
public final class Exploration {
  /** By this source of a run the product's notebooks find the one that has the page. */
  public static final String SOURCE = "Notebook: DataExploration";

  /** The page among that run's artifacts. */
  public static final String PAGE = "data_exploration.html";

  static final int MOST_ROWS = 10_000;
  static final int FEWEST_ROWS = 2_000;

  /** Values looked at: with many columns, fewer rows. */
  static final int MOST_CELLS = 1_000_000;

  static final int MOST_COLUMNS = 500;

  private final ExploredData subject;
  private final ExploredData sample;
  private final List<Look> columns = new ArrayList<>();
  private final List<Alert> truncations = new ArrayList<>();
  private final Map<String, Long> missing = new LinkedHashMap<>();

  /**
   * One column as it was looked at.
   *
   * @param relation null for the target, and where no row has both
   */
  record Look(int number, Facts facts, @Nullable Relation relation) {
    double signal() {
      return relation == null ? -1 : relation.signal();
    }
  }

  private Exploration(ExploredData subject) {
    List<String> names = names(subject);
    int rows = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, MOST_CELLS / Math.max(1, names.size())));
    ExploredData chosen = subject.with(subject.rows().select(names), subject.truth());
    this.sample = Sampling.atMost(chosen, rows);
    note(subject, names.size());
    this.subject = subject.with(truncations);
    for (String name : names) {
      Facts facts = Facts.of(Values.of(name, sample.rows().column(name)));
      boolean target = name.equals(subject.target().column());
      columns.add(new Look(columns.size(), facts, target ? null : Relation.of(facts, sample)));
      missing.put(name, missing(subject, name));
    }
  }

  /** Looks at the data. */
  public static Exploration of(ExploredData subject) {
    return new Exploration(subject);
  }

  private static List<String> names(ExploredData subject) {
    List<String> names = new ArrayList<>(subject.rows().names());
    if (names.size() > MOST_COLUMNS) {
      names.remove(subject.target().column());
      names.subList(MOST_COLUMNS - 1, names.size()).clear();
      names.add(0, subject.target().column());
    }
    return names;
  }

  private void note(ExploredData all, int names) {
    int rows = all.rows().rows();
    if (sample.rows().rows() < rows) {
      truncations.add(
          new Alert(
              "truncated_exploration_rows",
              Alert.Severity.LOW,
              List.of(),
              "The data exploration looked at a random sample of "
                  + Texts.count(sample.rows().rows())
                  + " of "
                  + Texts.count(rows)
                  + " rows."));
    }
    int columnsOfAll = all.rows().names().size();
    if (names < columnsOfAll) {
      truncations.add(
          new Alert(
              "truncated_exploration_cols",
              Alert.Severity.LOW,
              List.of(),
              "The data exploration looked at "
                  + Texts.count(names)
                  + " of "
                  + Texts.count(columnsOfAll)
                  + " columns."));
    }
  }

  /** How many of all rows have no value there. */
  private static long missing(ExploredData subject, String name) {
    Values values = new Values(name, subject.rows().column(name), Values.Kind.OTHER);
    long count = 0;
    for (int row = 0; row < values.size(); row++) {
      count += values.missing(row) ? 1 : 0;
    }
    return count;
  }

  /** What was left out of the report; empty when nothing was. */
  public List<Alert> truncations() {
    return List.copyOf(truncations);
  }

  /** The page, in UTF-8. */
  public byte[] html() {
    return new Page(this).write().getBytes(StandardCharsets.UTF_8);
  }

  /** The data with all alerts. */
  ExploredData subject() {
    return subject;
  }

  /** The rows and columns that were looked at. */
  ExploredData sample() {
    return sample;
  }

  boolean sampled() {
    return sample.rows().rows() < subject.rows().rows();
  }

  List<Look> columns() {
    return columns;
  }

  Look target() {
    return columns.stream()
        .filter(look -> look.facts().name().equals(subject.target().column()))
        .findFirst()
        .orElseThrow();
  }

  /** The columns that tell most about the target first, the target before all of them. */
  List<Look> bySignal() {
    List<Look> sorted = new ArrayList<>(columns);
    sorted.remove(target());
    sorted.sort(Comparator.comparingDouble(Look::signal).reversed());
    sorted.add(0, target());
    return sorted;
  }

  /** How many of all rows have no value in that column. */
  long missing(String name) {
    return missing.getOrDefault(name, 0L);
  }

  double missingShare(String name) {
    return missing(name) / (double) Math.max(1, subject.rows().rows());
  }

  double bytes() {
    double bytes = columns.stream().mapToDouble(look -> look.facts().bytes()).sum();
    return bytes / Math.max(1, sample.rows().rows()) * subject.rows().rows();
  }

  /** How many of the rows looked at repeat one before them in all columns looked at. */
  int duplicates() {
    int rows = sample.rows().rows();
    long[] hashes = new long[rows];
    for (Look look : columns) {
      Values values = look.facts().values();
      for (int row = 0; row < rows; row++) {
        long hash = values.missing(row) ? 17 : values.hash(row);
        hashes[row] = (hashes[row] + hash + 1) * 0x9E3779B97F4A7C15L;
        hashes[row] ^= hashes[row] >>> 29;
      }
    }
    Set<Long> seen = new HashSet<>();
    int again = 0;
    for (long hash : hashes) {
      again += seen.add(hash) ? 0 : 1;
    }
    return again;
  }
}
