package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.forecast.ForecastPlan;
import io.mudbrick.automl.recipe.SeriesLearner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells how a forecasting trial came about: once, for program and notebook. */
final class ForecastChapters {
  static final List<String> IMPORTS =
      List.of(
          "io.mudbrick.automl.ForecastOptions",
          "io.mudbrick.automl.recipe.PreparedSeries",
          "io.mudbrick.automl.recipe.Recipe",
          "io.mudbrick.automl.recipe.SeriesLearner",
          "io.mudbrick.automl.recipe.TrialModel",
          "io.mudbrick.platform.model.Frame",
          "io.mudbrick.platform.model.Predictions",
          "java.nio.file.Path",
          "java.util.Map",
          "java.util.TreeMap");

  private final ForecastFacts facts;

  ForecastChapters(ForecastFacts facts) {
    this.facts = facts;
  }

  List<Chapter> write() {
    return List.of(
        rows(),
        options(),
        series(),
        learners(),
        fit(),
        Chapters.judge(facts.metrics(), facts.metrics().keySet().stream().sorted().toList()),
        use());
  }

  private Chapter rows() {
    return new Chapter(
        "The rows",
        List.of(
            "The very rows that AutoML used, as one Parquet file: times, what tells series apart,"
                + " the target, what is known ahead. The run `DataExploration` of the experiment"
                + " keeps it as `"
                + TrainingTable.ARTIFACT
                + "`."),
        List.of(
            "Frame rows = Recipe.read(data);",
            "System.out.println(rows.rows() + \" rows, \" + rows.names().size() + \" columns\");"),
        List.of(facts.data().rows() + " rows, " + facts.data().columns() + " columns"));
  }

  private Chapter options() {
    ForecastOptions options = facts.options();
    List<String> code = new ArrayList<>();
    code.add("ForecastOptions options =");
    code.add("    ForecastOptions.on(" + JavaText.literal(options.timeColumn()) + ")");
    code.add("        .frequency(" + JavaText.literal(options.frequency().toString()) + ")");
    code.add("        .horizon(" + options.horizon() + ")");
    columns("identityColumns", options.identityColumns(), code);
    columns("features", options.features(), code);
    String weight = options.sampleWeightColumn();
    if (weight != null) {
      code.add("        .sampleWeightColumn(" + JavaText.literal(weight) + ")");
    }
    String country = options.countryCode();
    String holidays = country == null ? "null" : JavaText.literal(country);
    code.add("        .countryCode(" + holidays + ")");
    code.add("        .build();");
    return new Chapter(
        "What is forecast",
        List.of(
            "When each row was, how far apart the times are, how many steps are wanted, and what"
                + " tells series apart."),
        code,
        List.of());
  }

  private static void columns(String method, List<String> names, List<String> code) {
    if (!names.isEmpty()) {
      code.add(
          names.stream()
              .map(JavaText::literal)
              .collect(Collectors.joining(", ", "        ." + method + "(", ")")));
    }
  }

  private Chapter series() {
    return new Chapter(
        "From rows to series",
        List.of(
            "Models want a number for each step: several rows of one step are averaged, missing"
                + " steps get the value before them."),
        List.of(
            "PreparedSeries series =",
            "    PreparedSeries.of(rows, "
                + JavaText.literal(facts.target())
                + ", options, "
                + JavaText.literal(facts.data().split())
                + ");",
            "System.out.println(series.count() + \" series, \" + series.values() + \" values\");"),
        List.of(facts.data().series() + " series, " + facts.data().values() + " values"));
  }

  private boolean alone() {
    return facts.learners().size() == 1;
  }

  private String variable(int index) {
    return alone() ? "learner" : "learner" + (index + 1);
  }

  private Chapter learners() {
    List<String> code = new ArrayList<>();
    for (int i = 0; i < facts.learners().size(); i++) {
      SeriesLearner learner = facts.learners().get(i);
      code.add("SeriesLearner " + variable(i) + " =");
      code.add("    SeriesLearner.of(" + JavaText.literal(learner.model()) + ")");
      if (!learner.stops().isEmpty()) {
        code.add("        .stopping(" + JavaText.literal(learner.stops()) + ")");
      }
      code.add("        .seed(" + learner.seed() + "L);");
    }
    List<String> text = new ArrayList<>();
    facts.learners().stream()
        .map(learner -> ForecastPlan.family(learner.model()))
        .distinct()
        .forEach(family -> text.add(story(family)));
    if (facts.learners().stream().anyMatch(learner -> !learner.stops().isEmpty())) {
      text.add(
          "The time was over before some fits were at their end; `stopping` stops them at the same"
              + " step. It says the fit (0 is the one to all values, the others those of the past"
              + " times), the series, and the step.");
    }
    return new Chapter(alone() ? "The model" : "The models", text, code, List.of());
  }

  private static String story(ForecastFamily family) {
    return switch (family) {
      case NAIVE -> "The value of the same season before, with or without drift.";
      case ETS ->
          "Exponential smoothing: of the forms that the series allows, the one with the least AICc.";
      case THETA ->
          "The dynamic optimised Theta model, after a season that a test finds was taken out.";
      case ARIMA ->
          "Seasonal ARIMA by exact maximum likelihood, its orders found step by step by their AICc.";
      case TREND ->
          "A line that may bend, waves for the seasons, holidays and covariates, as a ridge"
              + " regression.";
      case GLOBAL ->
          "One boosted model of all series on their past values and the calendar, which sees each"
              + " step ahead directly.";
      case COMBINATION -> "What several models say together.";
    };
  }

  private Chapter fit() {
    String judged =
        "Each series is forecast from up to three past times, a horizon ahead, by a model that knows"
            + " nothing of what came; then the model is fitted to all values. Intervals are as wide"
            + " as the past errors ask for.";
    String names =
        IntStream.range(0, facts.learners().size())
            .mapToObj(this::variable)
            .collect(Collectors.joining(", "));
    return new Chapter(
        "Fit",
        alone()
            ? List.of(judged)
            : List.of(
                judged,
                "Models that erred less say more: weights follow the inverse squares of the past"
                    + " errors, and those far behind the best are not asked."),
        List.of("TrialModel model = series." + (alone() ? "fit(" : "combine(") + names + ");"),
        List.of());
  }

  private static Chapter use() {
    return new Chapter(
        "Use it",
        List.of(
            "The model answers times and identities, here the next three steps. `write` makes a model"
                + " directory that Java and Python load."),
        List.of(
            "Frame next = series.next(3);",
            "Predictions answers = model.predict(next);",
            "for (int row = 0; row < Math.min(3, answers.rows()); row++) {",
            "  System.out.println(next.rowAt(row) + \": \" + answers.values().value(row));",
            "}",
            "if (!out.isEmpty()) {",
            "  model.write(Path.of(out));",
            "}"),
        List.of());
  }
}
