package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.ForecastErrors;
import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.internal.forecast.model.Holidays;
import io.mudbrick.automl.internal.forecast.model.PanelForecaster;
import io.mudbrick.automl.internal.forecast.model.Portfolio;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Which models are tried. */
public final class ForecastPlan {
  private ForecastPlan() {}

  /** A model to try, and what it counts as. */
  public record Choice(ForecastFamily family, PanelForecaster forecaster) {
    public String name() {
      return forecaster.name();
    }
  }

  /** The portfolio in its order, without what is excluded. */
  public static List<Choice> of(
      Set<ForecastFamily> excluded, int most, Holidays holidays, int horizon) {
    return Portfolio.all(holidays, horizon).stream()
        .map(forecaster -> new Choice(family(forecaster.name()), forecaster))
        .filter(choice -> !excluded.contains(choice.family()))
        .limit(most)
        .toList();
  }

  /** What a model of that name counts as. */
  public static ForecastFamily family(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of(ForecastFamily.values())
        .filter(family -> lower.startsWith(family.label().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family has the model " + name));
  }

  /**
   * The model of that name.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when there is none
   */
  public static PanelForecaster named(String name, Holidays holidays, int horizon) {
    List<PanelForecaster> all = Portfolio.all(holidays, horizon);
    return all.stream()
        .filter(forecaster -> forecaster.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ForecastErrors.unknownForecaster(
                    name, all.stream().map(PanelForecaster::name).toList()));
  }
}
