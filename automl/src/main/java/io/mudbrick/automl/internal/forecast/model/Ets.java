package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Exponential smoothing in state space form: of the forms that the series allows, the one with the
 * least AICc (Hyndman, Koehler, Ord and Snyder, 2008). All are looked at with guessed first states,
 * and the best few fitted in full.
 */
final class Ets implements Forecaster {
  private static final int FINALISTS = 4;

  private record Candidate(EtsFit fit, Minimum found, double aicc) {
    static Candidate of(EtsFit fit, Minimum found) {
      return new Candidate(fit, found, fit.aicc(found));
    }
  }

  @Override
  public String name() {
    return "ETS";
  }

  @Override
  public FittedForecaster fit(Series series, Allowance allowance) {
    double[] y = series.values();
    if (y.length < 4 || Stats.constant(y)) {
      return new SeasonalNaive(false).fit(series, allowance);
    }
    int season = series.season();
    List<Candidate> candidates = new ArrayList<>();
    for (EtsForm form : EtsForm.of(season > 1, Stats.positive(y))) {
      EtsFit fit = new EtsFit(form, y, season);
      if (candidates.isEmpty() || !allowance.over().getAsBoolean()) {
        candidates.add(Candidate.of(fit, fit.rough()));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::aicc));
    Candidate best = candidates.get(0);
    for (Candidate candidate : candidates.subList(0, Math.min(FINALISTS, candidates.size()))) {
      if (allowance.over().getAsBoolean()) {
        break;
      }
      Candidate fine = Candidate.of(candidate.fit, candidate.fit.fine(candidate.found));
      if (fine.aicc < best.aicc) {
        best = fine;
      }
    }
    return best.fit.fitted(best.found);
  }
}
