package io.mudbrick.automl.internal.search;

import io.mudbrick.automl.ModelFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Plans the candidates in rounds: first the portfolio, then rounds of a fixed size, each learning
 * from the rounds before. What a round proposes depends on the seed and on the results, never on
 * which trial of a round ended first. Not thread-safe.
 */
public final class Search {
  /** The same on every machine, or the number of processors would change the result. */
  private static final int ROUND = 4;

  /** Boosted trees win most often and have most to tune. */
  private static final List<ModelFamily> TURNS =
      List.of(
          ModelFamily.XGBOOST,
          ModelFamily.XGBOOST,
          ModelFamily.RANDOM_FOREST,
          ModelFamily.NEURAL_NETWORK,
          ModelFamily.XGBOOST,
          ModelFamily.EXTRA_TREES,
          ModelFamily.LINEAR);

  private final List<ModelFamily> families;
  private final Traits traits;
  private final int trials;
  private final long seed;
  private final Map<ModelFamily, List<ParzenEstimator.Observation>> seen =
      new EnumMap<>(ModelFamily.class);
  private int planned;

  /**
   * @param excluded kinds that are not tried; not all of them
   * @param traits of the data
   * @param trials how many candidates there will be
   */
  public Search(Set<ModelFamily> excluded, Traits traits, int trials, long seed) {
    this.traits = traits;
    this.families =
        List.of(ModelFamily.values()).stream()
            .filter(family -> family.isFitted() && !excluded.contains(family))
            .toList();
    this.trials = trials;
    this.seed = seed;
    families.forEach(family -> seen.put(family, new ArrayList<>()));
  }

  /** The next candidates to fit, all at once if you like; none when the plan is done. */
  public List<Candidate> nextRound() {
    List<Candidate> round = planned == 0 ? portfolio() : proposals();
    planned += round.size();
    return round;
  }

  /**
   * Tells how a candidate did.
   *
   * @param loss the lower the better; infinite when it failed
   * @param gain the share of its loss that the blend of all candidates lost by this one
   */
  public void observe(Candidate candidate, double loss, double gain) {
    ModelFamily family = candidate.family();
    observations(family)
        .add(
            new ParzenEstimator.Observation(
                SearchSpace.unit(family, traits, candidate.params()), loss));
  }

  /** One of each kind, then the next of each kind, and so on. */
  private List<Candidate> portfolio() {
    List<Candidate> candidates = new ArrayList<>();
    int most = 0;
    Map<ModelFamily, List<Map<String, Double>>> points = new LinkedHashMap<>();
    for (ModelFamily family : families) {
      points.put(family, SearchSpace.portfolio(family, traits));
      most = Math.max(most, SearchSpace.portfolio(family, traits).size());
    }
    for (int i = 0; i < most; i++) {
      for (Map.Entry<ModelFamily, List<Map<String, Double>>> entry : points.entrySet()) {
        if (i < entry.getValue().size() && candidates.size() < trials) {
          candidates.add(
              new Candidate(candidates.size() + 1, entry.getKey(), entry.getValue().get(i)));
        }
      }
    }
    return candidates;
  }

  private List<Candidate> proposals() {
    List<Candidate> candidates = new ArrayList<>();
    for (int number = planned + 1; number <= trials && candidates.size() < ROUND; number++) {
      ModelFamily family = turn(number);
      double[] unit =
          ParzenEstimator.propose(
              observations(family),
              SearchSpace.of(family, traits).size(),
              new SplittableRandom(seed + 0x9E3779B97F4A7C15L * number));
      candidates.add(new Candidate(number, family, SearchSpace.params(family, traits, unit)));
    }
    return candidates;
  }

  private ModelFamily turn(int number) {
    for (int i = 0; i < TURNS.size(); i++) {
      ModelFamily family = TURNS.get((number + i) % TURNS.size());
      if (families.contains(family)) {
        return family;
      }
    }
    throw new IllegalStateException("no family");
  }

  private List<ParzenEstimator.Observation> observations(ModelFamily family) {
    return seen.computeIfAbsent(family, any -> new ArrayList<>());
  }
}
