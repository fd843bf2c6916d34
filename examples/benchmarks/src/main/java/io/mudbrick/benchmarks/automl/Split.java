package io.mudbrick.benchmarks.automl;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;

/**
 * One data set cut in two, 70 % to learn from and 30 % to be judged on, class by class; the same
 * for every system. A folder: {@code train.csv}, {@code test.csv} without the target, {@code
 * truth.csv} with it alone, and {@code task.properties}.
 */
record Split(DataSet data, int number, Path folder) {
  private static final double TRAIN = 0.7;
  private static final Set<String> MISSING = Set.of("", "NA");

  /** Makes the files, unless they are there. */
  static Split of(DataSet data, int number, Path dataFolder, Path results) throws IOException {
    Path folder = results.resolve(data.name()).resolve("split-" + number);
    Split split = new Split(data, number, folder);
    Path done = folder.resolve("task.properties");
    if (Files.exists(done)) {
      return split;
    }
    Files.createDirectories(folder);
    Rows rows = split.known(Rows.read(dataFolder.resolve(data.name() + ".csv")));
    List<String> truth = rows.column(data.target());
    boolean[] train = split.train(truth);
    Rows held = rows.at(indices(train, false));
    rows.at(indices(train, true)).write(folder.resolve("train.csv"));
    held.without(data.target()).write(folder.resolve("test.csv"));
    new Rows(List.of(data.target()), held.column(data.target()).stream().map(List::of).toList())
        .write(folder.resolve("truth.csv"));
    Properties task = new Properties();
    task.setProperty("target", data.target());
    task.setProperty("problem", data.task().hasClasses() ? "classification" : "regression");
    task.setProperty("seed", Integer.toString(number));
    try (Writer out = Files.newBufferedWriter(done)) {
      task.store(out, null);
    }
    return split;
  }

  /** Rows with a target; one spelling for what is missing, as the systems would differ on it. */
  private Rows known(Rows all) {
    int target = all.header().indexOf(data.target());
    return new Rows(
        all.header(),
        all.rows().stream()
            .filter(row -> !MISSING.contains(row.get(target)))
            .map(row -> row.stream().map(cell -> MISSING.contains(cell) ? "" : cell).toList())
            .toList());
  }

  private boolean[] train(List<String> truth) {
    Map<String, List<Integer>> strata = new LinkedHashMap<>();
    for (int i = 0; i < truth.size(); i++) {
      String stratum = data.task().hasClasses() ? truth.get(i) : "all";
      strata.computeIfAbsent(stratum, s -> new ArrayList<>()).add(i);
    }
    boolean[] train = new boolean[truth.size()];
    Random random = new Random(1_000L + number);
    for (List<Integer> stratum : strata.values()) {
      Collections.shuffle(stratum, random);
      stratum.subList(0, (int) Math.round(TRAIN * stratum.size())).forEach(i -> train[i] = true);
    }
    return train;
  }

  private static int[] indices(boolean[] train, boolean wanted) {
    int[] found = new int[train.length];
    int count = 0;
    for (int i = 0; i < train.length; i++) {
      if (train[i] == wanted) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
