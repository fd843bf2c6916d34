package io.mudbrick.benchmarks.automl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The tables: every data set as the mean of its splits, and the pairs of all. */
final class Report {
  private static final List<Rival> PEERS = List.of(Rival.H2O, Rival.DATABRICKS);

  private final List<Split> splits;
  private final Outcomes outcomes;
  private final double budget;

  Report(List<Split> splits, Outcomes outcomes, double budget) {
    this.splits = splits;
    this.outcomes = outcomes;
    this.budget = budget;
  }

  /** One split, while the others are still to come. */
  static String line(Split split, Map<Rival, Outcome> outcomes) {
    StringBuilder line = new StringBuilder(split.data().name() + ": " + split.data().lossName());
    outcomes.forEach(
        (rival, outcome) -> {
          Score score = outcome.score();
          line.append(", ").append(rival.word()).append(' ');
          line.append(
              score == null
                  ? "failed"
                  : String.format(
                      Locale.ROOT,
                      "%.5g (AUC %.4f) in %.0f s of CPU, %s models",
                      score.loss(),
                      score.auc(),
                      outcome.cpuSeconds(),
                      outcome.facts().getProperty("models")));
        });
    return line.toString();
  }

  Pairs pairs(Rival peer, List<Split> among) {
    List<Double> ratios = new ArrayList<>();
    List<Double> gains = new ArrayList<>();
    int failed = 0;
    int theyFailed = 0;
    for (Split split : among) {
      Outcome ours = outcomes.of(Rival.OURS, split);
      Outcome theirs = outcomes.of(peer, split);
      if (ours == null || theirs == null) {
        continue; // not run
      }
      Score mine = ours.score();
      Score other = theirs.score();
      if (mine != null && other != null) {
        ratios.add(mine.loss() / other.loss());
        if (!Double.isNaN(mine.auc())) {
          gains.add(mine.auc() - other.auc());
        }
      } else {
        failed += mine == null && other != null ? 1 : 0;
        theyFailed += mine != null && other == null ? 1 : 0;
      }
    }
    return new Pairs(ratios, gains, failed, theyFailed);
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    for (Rival peer : PEERS) {
      Pairs all = pairs(peer, splits);
      if (all.count() > 0) {
        text.append(table(peer)).append('\n').append(summary(peer, all)).append('\n');
      }
    }
    return text.toString();
  }

  private String table(Rival peer) {
    StringBuilder text = new StringBuilder();
    text.append("| data set | loss | ")
        .append(peer.title())
        .append(" | Mudbrick | change | AUC | ");
    text.append("Mudbrick | gain | CPU s | Mudbrick | models | Mudbrick | first s | Mudbrick |\n|");
    text.append(" --- |".repeat(14)).append('\n');
    bySet()
        .forEach(
            (data, all) -> {
              List<Split> those =
                  all.stream().filter(split -> pairs(peer, List.of(split)).count() > 0).toList();
              Pairs pairs = pairs(peer, those);
              if (those.isEmpty()) {
                return;
              }
              boolean two = data.task() == DataSet.Task.BINARY;
              List<String> cells = new ArrayList<>(List.of(data.name(), data.lossName()));
              cells.add(number(mean(peer, those, o -> score(o).loss())));
              cells.add(number(mean(Rival.OURS, those, o -> score(o).loss())));
              cells.add(percent(pairs.meanLossChange()));
              cells.add(two ? number(mean(peer, those, o -> score(o).auc())) : "");
              cells.add(two ? number(mean(Rival.OURS, those, o -> score(o).auc())) : "");
              cells.add(two ? signed(pairs.meanAucGain()) : "");
              for (String fact : List.of("fit.cpu.seconds", "models", "first.model.seconds")) {
                for (Rival rival : List.of(peer, Rival.OURS)) {
                  cells.add(
                      String.format(
                          Locale.ROOT,
                          fact.startsWith("first") ? "%.1f" : "%.0f",
                          mean(rival, those, o -> o.number(fact))));
                }
              }
              text.append("| ").append(String.join(" | ", cells)).append(" |\n");
            });
    return text.toString();
  }

  private String summary(Rival peer, Pairs all) {
    return String.format(
        Locale.ROOT,
        "Against %s at %.0f s of CPU: %d pairs of %d sets, win rate %.0f %% by loss and %.0f %% by"
            + " AUC; mean loss %s, mean AUC %s; Wilcoxon p %.3f; failures %d of ours, %d of theirs;"
            + " behind by more than 3 %% of loss or 0.005 of AUC on: %s.%n",
        peer.title(),
        budget,
        all.count(),
        bySet().values().stream().filter(those -> pairs(peer, those).count() > 0).count(),
        100 * all.winRate(),
        100 * all.aucWinRate(),
        percent(all.meanLossChange()),
        signed(all.meanAucGain()),
        all.wilcoxon(),
        all.ourFailures(),
        all.theirFailures(),
        behind(peer));
  }

  private String behind(Rival peer) {
    List<String> names = new ArrayList<>();
    bySet()
        .forEach(
            (data, those) -> {
              Pairs pairs = pairs(peer, those);
              if (pairs.ourFailures() > 0
                  || pairs.meanLossChange() > 0.03
                  || pairs.meanAucGain() < -0.005) {
                names.add(data.name());
              }
            });
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** Everything, for programs: a record for each split and system. */
  String json() throws JsonProcessingException {
    List<Map<String, Object>> records = new ArrayList<>();
    for (Split split : splits) {
      outcomes.of(split).forEach((rival, outcome) -> records.add(record(rival, split, outcome)));
    }
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(records);
  }

  private Map<String, Object> record(Rival rival, Split split, Outcome outcome) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("data", split.data().name());
    record.put("split", split.number());
    record.put("system", rival.word());
    record.put("budget", budget);
    Score score = outcome.score();
    if (score != null) {
      record.put("loss", score.loss());
      if (!Double.isNaN(score.auc())) {
        record.put("auc", score.auc());
      }
    }
    outcome.facts().forEach((key, value) -> record.putIfAbsent(key.toString(), value));
    return record;
  }

  private Map<DataSet, List<Split>> bySet() {
    Map<DataSet, List<Split>> sets = new LinkedHashMap<>();
    splits.forEach(s -> sets.computeIfAbsent(s.data(), d -> new ArrayList<>()).add(s));
    return sets;
  }

  /** Over the splits that the system has a model for. */
  private double mean(Rival rival, List<Split> those, ToDoubleFunction<Outcome> value) {
    return outcomes.good(rival, those).stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  private static Score score(Outcome outcome) {
    return Objects.requireNonNull(outcome.score());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.4f" : value < 1000 ? "%.3f" : "%.0f", value);
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
  }
}
