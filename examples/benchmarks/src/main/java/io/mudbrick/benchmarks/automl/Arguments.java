package io.mudbrick.benchmarks.automl;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What {@link AutoMlBench} is asked. */
record Arguments(
    Path data,
    Path results,
    List<DataSet> sets,
    Set<Rival> systems,
    Set<Rival> again,
    List<Integer> splits,
    double budget,
    boolean reportOnly) {

  static Arguments of(List<String> words) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String word : words) {
      String[] parts = word.split("=", 2);
      given.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    boolean quick = given.containsKey("--quick");
    List<String> names = List.of(given.getOrDefault("--sets", "").split(","));
    List<DataSet> sets =
        DataSet.ALL.stream()
            .filter(
                set ->
                    given.containsKey("--sets")
                        ? names.contains(set.name())
                        : !quick || set.quick())
            .toList();
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("no data set of " + names + " is known");
    }
    return new Arguments(
        Path.of(given.getOrDefault("--data", "")),
        Path.of(given.getOrDefault("--results", "")),
        sets,
        rivals(given.getOrDefault("--systems", "ours,h2o,databricks")),
        rivals(given.getOrDefault("--again", "")),
        splits(given.getOrDefault("--splits", quick ? "1" : "2")),
        Double.parseDouble(given.getOrDefault("--budget", quick ? "20" : "60")),
        given.containsKey("--report"));
  }

  /** As many as told, or those from one to another: {@code 3-3} is the third alone. */
  private static List<Integer> splits(String words) {
    String[] ends = words.split("-", 2);
    int first = ends.length > 1 ? Integer.parseInt(ends[0]) : 1;
    return IntStream.rangeClosed(first, Integer.parseInt(ends[ends.length - 1])).boxed().toList();
  }

  private static Set<Rival> rivals(String words) {
    Set<Rival> rivals = EnumSet.noneOf(Rival.class);
    for (String word : words.split(",")) {
      if (!word.isEmpty()) {
        rivals.add(Rival.valueOf(word.toUpperCase(Locale.ROOT)));
      }
    }
    return rivals;
  }
}
