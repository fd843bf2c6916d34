package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.ForecastErrors;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Frequency;
import io.mudbrick.automl.internal.forecast.Observations.Observation;
import io.mudbrick.automl.internal.forecast.model.Series;
import io.mudbrick.automl.internal.forecast.model.Step;
import io.mudbrick.automl.internal.forecast.model.Timeline;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Pace;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes series of rows as the product does: several rows of one step are averaged, missing steps
 * get the value before them.
 */
public final class SeriesReader {
  /** With fewer values no forecast can be judged. */
  private static final int FEWEST = 4;

  /** A series is made regular in memory: a wrong year among seconds must not fill it. */
  private static final int MOST_STEPS = 10_000_000;

  private final ForecastOptions options;
  private final int stepsAhead;
  private final List<Alert> alerts = new ArrayList<>();
  private final List<String> constant = new ArrayList<>();
  private final List<String> shorter = new ArrayList<>();
  private final List<String> unjudged = new ArrayList<>();
  private long averaged;
  private long filled;
  private long unknown;
  private int longest;

  /**
   * @param stepsAhead for how many steps covariates are made ready
   */
  public SeriesReader(ForecastOptions options, int stepsAhead) {
    this.options = options;
    this.stepsAhead = stepsAhead;
  }

  /**
   * The series of these rows, for trials.
   *
   * @param data its name, for people
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when nothing can be
   *     forecast from them
   */
  public static Panel panel(Frame rows, String target, ForecastOptions options, String data) {
    return new SeriesReader(options, Reach.of(options.horizon(), 1)).read(rows, target, data);
  }

  /**
   * The series of these rows; for one use.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when nothing can be
   *     forecast from them
   */
  public Panel read(Frame rows, String target, String data) {
    if (rows.rows() == 0) {
      throw AutoMlErrors.noRows(data);
    }
    if (target.equals(options.timeColumn()) || options.identityColumns().contains(target)) {
      throw ForecastErrors.targetHasRole(target);
    }
    Observations observations = Observations.of(rows, target, options);
    if (observations.series().isEmpty()) {
      throw ForecastErrors.noTimesAtAll(options.timeColumn());
    }
    Frequency frequency = options.frequency();
    Pace pace =
        new Pace(
            frequency.unit().step(),
            Math.multiplyExact(frequency.unit().steps(), frequency.every()));
    LocalDateTime anchor = Anchors.of(observations, frequency.unit());
    Frame future = options.future();
    Observations coming = future == null ? null : Observations.of(future, null, options);
    List<Steps> all = new ArrayList<>();
    observations.series().forEach((identity, seen) -> add(all, identity, seen, pace, anchor));
    if (all.isEmpty()) {
      throw ForecastErrors.noTargets(target);
    }
    requirePace(all);
    List<Panel.Member> members = new ArrayList<>();
    for (Steps steps : all) {
      List<Observation> known =
          coming == null ? List.of() : coming.series().getOrDefault(steps.identity(), List.of());
      members.add(member(steps, known, pace, anchor));
    }
    tell(observations.left());
    DataType time = Observations.type(Observations.column("time", rows, options.timeColumn()));
    return new Panel(
        members,
        pace,
        time,
        options.identityColumns().stream()
            .map(name -> Observations.type(Observations.column("identity", rows, name)))
            .toList(),
        alerts);
  }

  private void add(
      List<Steps> all,
      List<String> identity,
      List<Observation> seen,
      Pace pace,
      LocalDateTime anchor) {
    Steps steps = new Steps(identity, options.features().size());
    for (Observation row : seen) {
      averaged += steps.add(pace.steps(anchor, row.time()), row) ? 1 : 0;
      unknown += Double.isNaN(row.value()) ? 1 : 0;
    }
    if (steps.hasValues()) {
      all.add(steps);
    }
  }

  private void requirePace(List<Steps> all) {
    long span = all.stream().mapToLong(Steps::span).max().orElse(0);
    if (span > MOST_STEPS) {
      throw ForecastErrors.tooManySteps(
          options.timeColumn(), span, options.frequency(), MOST_STEPS);
    }
    long[] gaps = all.stream().flatMapToLong(Steps::gaps).sorted().toArray();
    if (gaps.length > 0 && gaps[gaps.length / 2] > 1) {
      throw ForecastErrors.otherFrequency(
          options.timeColumn(), gaps[gaps.length / 2], options.frequency());
    }
    longest = all.stream().mapToInt(Steps::length).max().orElse(0);
    if (longest < FEWEST) {
      throw ForecastErrors.tooShort(longest, FEWEST);
    }
  }

  private Panel.Member member(
      Steps steps, List<Observation> known, Pace pace, LocalDateTime anchor) {
    double[] values = steps.values();
    filled += values.length - steps.count();
    String name = String.join(", ", steps.identity());
    if (values.length > 1 && Arrays.stream(values).distinct().count() == 1) {
      constant.add(name);
    }
    if (values.length < FEWEST) {
      unjudged.add(name);
    }
    if (values.length < options.horizon()) {
      shorter.add(name);
    }
    Timeline timeline =
        new Timeline(
            pace.after(anchor, steps.first()),
            Step.valueOf(options.frequency().unit().name()),
            options.frequency().every());
    List<double[]> covariates = steps.features();
    Series series = new Series(name, timeline, values, covariates);
    Steps coming = new Steps(steps.identity(), options.features().size());
    known.forEach(row -> coming.add(pace.steps(anchor, row.time()), row));
    return new Panel.Member(
        steps.identity(),
        series,
        steps.weight(),
        coming.ahead(steps.first() + values.length, stepsAhead, covariates, season()));
  }

  /** After how many steps covariates that nobody knows are taken to repeat themselves. */
  private int season() {
    Frequency frequency = options.frequency();
    int season =
        switch (frequency.unit()) {
          case SECOND, MINUTE -> 60;
          case HOUR -> 24;
          case DAY -> 7;
          case WEEK -> 52;
          case MONTH -> 12;
          case QUARTER -> 4;
          case YEAR -> 1;
        };
    return Math.max(1, season / frequency.every());
  }

  private void tell(int left) {
    alert(left, "rows_left_out", Alert.Severity.MEDIUM, "%d rows have no time or no identity.");
    alert(
        unknown,
        "missing_targets",
        Alert.Severity.LOW,
        "%d rows have no finite target; their steps have the value before them.");
    alert(
        averaged,
        "several_rows_a_step",
        Alert.Severity.LOW,
        "%d rows share their step with others and were averaged.");
    alert(
        filled,
        "missing_time_steps",
        Alert.Severity.MEDIUM,
        "%d missing steps have the value before them.");
    if (!unjudged.isEmpty()) {
      alerts.add(
          new Alert(
              "short_series",
              Alert.Severity.MEDIUM,
              List.of(),
              unjudged.size()
                  + " series of fewer than "
                  + FEWEST
                  + " values are forecast, but tell nothing about models: "
                  + some(unjudged)
                  + "."));
    }
    if (!constant.isEmpty()) {
      alerts.add(
          new Alert(
              "constant_series",
              Alert.Severity.LOW,
              List.of(),
              alone(constant)
                  ? "The series never changes."
                  : constant.size() + " series never change: " + some(constant) + "."));
    }
    if (!shorter.isEmpty()) {
      alerts.add(
          new Alert(
              "horizon_too_long",
              Alert.Severity.HIGH,
              List.of(),
              "The horizon of "
                  + options.horizon()
                  + " steps is longer than "
                  + (alone(shorter) ? "the series" : shorter.size() + " series: " + some(shorter))
                  + "; forecasts that far ahead are guesses."));
    } else if (options.horizon() > longest / FEWEST) {
      alerts.add(
          new Alert(
              "horizon_shortened",
              Alert.Severity.MEDIUM,
              List.of(),
              "Models are judged "
                  + Math.max(1, longest / FEWEST)
                  + " steps ahead, a quarter of the data, instead of "
                  + options.horizon()
                  + "."));
    }
  }

  private void alert(long count, String name, Alert.Severity severity, String message) {
    if (count > 0) {
      alerts.add(new Alert(name, severity, List.of(), message.formatted(count)));
    }
  }

  private static String some(List<String> names) {
    int most = 5;
    String shown = String.join("; ", names.subList(0, Math.min(most, names.size())));
    return shown + (names.size() > most ? " ..." : "");
  }

  /** The only series has no name. */
  private static boolean alone(List<String> names) {
    return names.size() == 1 && names.get(0).isEmpty();
  }
}
