package io.mudbrick.automl.internal.search;

import io.mudbrick.automl.ModelFamily;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Plans the candidates in rounds: first one of each kind, then rounds of a fixed size, each
 * learning from the rounds before. A kind whose turn it is has what is left of its portfolio tried,
 * then proposals. What a round proposes depends on the seed and on the results, never on which
 * trial of a round ended first. Not thread-safe.
 */
public final class Search {
  /** The same on every machine, or the number of processors would change the result. */
  private static final int ROUND = 4;

  /** What a family's gain is taken for at least, so that none is forgotten. */
  private static final double HOPE = 3e-4;

  /** How fast an old gain is forgotten. */
  private static final double FRESH = 0.4;

  /** The first candidate brings everything: that says nothing about its family. */
  private static final double MOST_GAIN = 0.005;

  private final List<ModelFamily> families;
  private final Traits traits;
  private final int trials;
  private final long seed;
  private final Map<ModelFamily, List<ParzenEstimator.Observation>> seen =
      new EnumMap<>(ModelFamily.class);
  private final Map<ModelFamily, Deque<Map<String, Double>>> portfolios =
      new EnumMap<>(ModelFamily.class);
  private final Map<ModelFamily, Double> gains = new EnumMap<>(ModelFamily.class);
  private int planned;

  /**
   * @param excluded kinds that are not tried; not all of them
   * @param traits of the data
   * @param trials how many candidates there will be
   */
  public Search(Set<ModelFamily> excluded, Traits traits, int trials, long seed) {
    this.traits = traits;
    this.families = families(excluded, traits);
    this.trials = trials;
    this.seed = seed;
    families.forEach(family -> seen.put(family, new ArrayList<>()));
  }

  /** What does not suit the data is left out, unless nothing else is left in. */
  private static List<ModelFamily> families(Set<ModelFamily> excluded, Traits traits) {
    List<ModelFamily> wanted =
        List.of(ModelFamily.values()).stream()
            .filter(family -> family.isFitted() && !excluded.contains(family))
            .toList();
    List<ModelFamily> suited =
        wanted.stream()
            .filter(family -> family != ModelFamily.DISCRIMINANT_ANALYSIS || traits.covariances())
            .toList();
    return suited.isEmpty() ? wanted : suited;
  }

  /** The next candidates to fit, all at once if you like; none when the plan is done. */
  public List<Candidate> nextRound() {
    List<Candidate> round = planned == 0 ? oneOfEach() : proposals();
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
    double before = gains.getOrDefault(family, MOST_GAIN / 4);
    gains.put(family, (1 - FRESH) * before + FRESH * Math.min(MOST_GAIN, gain));
  }

  /** The first of each kind's portfolio, the cheap ones first. */
  private List<Candidate> oneOfEach() {
    List<Candidate> each =
        families.stream()
            .map(family -> new Candidate(1, family, portfolio(family).remove()))
            .sorted(Comparator.comparingDouble(SearchSpace::effort))
            .limit(trials)
            .toList();
    return IntStream.range(0, each.size())
        .mapToObj(i -> new Candidate(i + 1, each.get(i).family(), each.get(i).params()))
        .toList();
  }

  /** What of the family's portfolio was not planned yet. */
  private Deque<Map<String, Double>> portfolio(ModelFamily family) {
    return portfolios.computeIfAbsent(
        family, any -> new ArrayDeque<>(SearchSpace.portfolio(family, traits)));
  }

  /** The candidates of a round do not know of each other's results: each expects the worst. */
  private List<Candidate> proposals() {
    List<Candidate> candidates = new ArrayList<>();
    Map<ModelFamily, List<ParzenEstimator.Observation>> known = new EnumMap<>(ModelFamily.class);
    families.forEach(family -> known.put(family, new ArrayList<>(observations(family))));
    for (int number = planned + 1; number <= trials && candidates.size() < ROUND; number++) {
      SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * number);
      ModelFamily family = turn(random);
      List<ParzenEstimator.Observation> own = known.getOrDefault(family, new ArrayList<>());
      Map<String, Double> params =
          portfolio(family).isEmpty() ? proposal(family, own, random) : portfolio(family).remove();
      double[] unit = SearchSpace.unit(family, traits, params);
      own.add(new ParzenEstimator.Observation(unit, worst(own)));
      candidates.add(new Candidate(number, family, params));
    }
    return candidates;
  }

  private Map<String, Double> proposal(
      ModelFamily family, List<ParzenEstimator.Observation> known, SplittableRandom random) {
    int dimensions = SearchSpace.of(family, traits).size();
    return SearchSpace.params(family, traits, ParzenEstimator.propose(known, dimensions, random));
  }

  private static double worst(List<ParzenEstimator.Observation> seen) {
    return seen.stream()
        .mapToDouble(ParzenEstimator.Observation::loss)
        .filter(Double::isFinite)
        .max()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** By chance, the more likely the more the family brought the blend lately. */
  private ModelFamily turn(SplittableRandom random) {
    double all = 0;
    for (ModelFamily family : families) {
      all += promise(family);
    }
    double at = random.nextDouble() * all;
    for (ModelFamily family : families) {
      at -= promise(family);
      if (at < 0) {
        return family;
      }
    }
    return families.get(families.size() - 1);
  }

  private double promise(ModelFamily family) {
    double gain = gains.getOrDefault(family, 0.0) + HOPE;
    return switch (family) {
      // They win most often and have most to tune.
      case XGBOOST -> 3 * gain;
      case NEURAL_NETWORK -> 1.5 * gain;
      case RANDOM_FOREST, EXTRA_TREES, FACTORIZATION_MACHINE -> gain / 2;
      // One number to tune: soon all is tried.
      case LINEAR, DISCRIMINANT_ANALYSIS -> gain / 4;
      case DECISION_TREE, ENSEMBLE -> gain / 20;
    };
  }

  private List<ParzenEstimator.Observation> observations(ModelFamily family) {
    return seen.computeIfAbsent(family, any -> new ArrayList<>());
  }
}
