package io.mudbrick.automl.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mudbrick.automl.ModelFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTest {
  /** All candidates; the loss is the distance of the learning rate from 0.1. */
  private static List<Candidate> all(Search search) {
    List<Candidate> candidates = new ArrayList<>();
    for (List<Candidate> round = search.nextRound(); !round.isEmpty(); round = search.nextRound()) {
      for (Candidate candidate : round) {
        candidates.add(candidate);
        search.observe(
            candidate, Math.abs(candidate.params().getOrDefault("learning_rate", 1.0) - 0.1), 0);
      }
    }
    return candidates;
  }

  @Test
  void the_plan_has_as_many_candidates_as_asked_for_numbered_from_one() {
    for (int trials : List.of(1, 3, 7, 8, 25)) {
      assertThat(all(new Search(Set.of(), Traits.PLAIN, trials, 1)))
          .extracting(Candidate::number)
          .containsExactlyElementsOf(IntStream.rangeClosed(1, trials).boxed().toList());
    }
  }

  @Test
  void one_of_each_kind_comes_first_the_cheapest_before_the_others() {
    Set<ModelFamily> fitted = EnumSet.complementOf(EnumSet.of(ModelFamily.ENSEMBLE));

    List<Candidate> first = all(new Search(Set.of(), Traits.PLAIN, fitted.size(), 1));

    assertThat(first).extracting(Candidate::family).containsExactlyInAnyOrderElementsOf(fitted);
    assertThat(first).isSortedAccordingTo(Comparator.comparingDouble(SearchSpace::effort));
  }

  @Test
  void a_kind_that_brings_the_blend_more_gets_more_turns() {
    Search search = new Search(Set.of(), Traits.PLAIN, 150, 1);
    List<Candidate> tried = new ArrayList<>();
    for (List<Candidate> round = search.nextRound(); !round.isEmpty(); round = search.nextRound()) {
      for (Candidate candidate : round) {
        tried.add(candidate);
        double gain = candidate.family() == ModelFamily.NEURAL_NETWORK ? 0.01 : 0;
        search.observe(candidate, candidate.number(), gain);
      }
    }

    List<Candidate> late = tried.subList(50, tried.size());
    long networks = late.stream().filter(c -> c.family() == ModelFamily.NEURAL_NETWORK).count();
    assertThat(networks).isGreaterThan(late.size() / 2);
    assertThat(late).extracting(Candidate::family).contains(ModelFamily.XGBOOST);
  }

  @Test
  void the_same_seed_plans_the_same() {
    assertThat(all(new Search(Set.of(), Traits.PLAIN, 30, 5)))
        .isEqualTo(all(new Search(Set.of(), Traits.PLAIN, 30, 5)));
    assertThat(all(new Search(Set.of(), Traits.PLAIN, 30, 5)))
        .isNotEqualTo(all(new Search(Set.of(), Traits.PLAIN, 30, 6)));
  }

  @Test
  void what_is_left_of_a_portfolio_is_tried_before_proposals() {
    List<Candidate> boosted =
        all(new Search(Set.of(), Traits.PLAIN, 150, 1)).stream()
            .filter(candidate -> candidate.family() == ModelFamily.XGBOOST)
            .toList();

    List<java.util.Map<String, Double>> portfolio =
        SearchSpace.portfolio(ModelFamily.XGBOOST, Traits.PLAIN);
    assertThat(boosted.subList(0, portfolio.size()))
        .extracting(Candidate::params)
        .isEqualTo(portfolio);
  }

  @Test
  void many_classes_are_boosted_in_larger_steps_and_smaller_leaves() {
    List<java.util.Map<String, Double>> few =
        SearchSpace.portfolio(ModelFamily.XGBOOST, Traits.PLAIN);
    List<java.util.Map<String, Double>> many =
        SearchSpace.portfolio(ModelFamily.XGBOOST, new Traits(false, false, 9, true));

    for (int i = 0; i < few.size(); i++) {
      assertThat(many.get(i).get("learning_rate")).isGreaterThan(few.get(i).get("learning_rate"));
      assertThat(many.get(i).get("min_child_weight"))
          .isLessThan(few.get(i).get("min_child_weight"));
    }
  }

  @Test
  void excluded_kinds_are_not_tried() {
    assertThat(
            all(
                new Search(
                    Set.of(ModelFamily.LINEAR, ModelFamily.RANDOM_FOREST), Traits.PLAIN, 20, 1)))
        .extracting(Candidate::family)
        .doesNotContain(ModelFamily.LINEAR, ModelFamily.RANDOM_FOREST);
  }

  @Test
  void discriminants_are_tried_where_they_suit_and_where_nothing_else_is_left() {
    Traits wide = new Traits(false, false, 1, false);
    Set<ModelFamily> others = EnumSet.complementOf(EnumSet.of(ModelFamily.DISCRIMINANT_ANALYSIS));

    assertThat(all(new Search(Set.of(), Traits.PLAIN, 20, 1)))
        .extracting(Candidate::family)
        .contains(ModelFamily.DISCRIMINANT_ANALYSIS);
    assertThat(all(new Search(Set.of(), wide, 20, 1)))
        .extracting(Candidate::family)
        .doesNotContain(ModelFamily.DISCRIMINANT_ANALYSIS);
    assertThat(all(new Search(others, wide, 2, 1)))
        .extracting(Candidate::family)
        .containsOnly(ModelFamily.DISCRIMINANT_ANALYSIS);
  }

  @Test
  void proposals_stay_within_their_ranges() {
    for (Candidate candidate : all(new Search(Set.of(), Traits.PLAIN, 60, 2))) {
      for (Dimension dimension : SearchSpace.of(candidate.family(), Traits.PLAIN)) {
        assertThat(candidate.param(dimension.name())).isBetween(dimension.low(), dimension.high());
      }
    }
  }

  @Test
  void proposals_gather_where_the_loss_is_low() {
    double learned = 0;
    double blind = 0;
    for (int repetition = 0; repetition < 20; repetition++) {
      SplittableRandom random = new SplittableRandom(repetition);
      List<ParzenEstimator.Observation> seen = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        double[] at = ParzenEstimator.propose(seen, 3, random);
        double distance = distance(at);
        seen.add(new ParzenEstimator.Observation(at, distance));
        learned += i >= 30 ? distance : 0;
        blind += i < 4 ? distance * 10 / 4 : 0;
      }
    }
    assertThat(learned).isLessThan(blind * 0.6);
  }

  private static double distance(double[] at) {
    double sum = 0;
    for (double x : at) {
      sum += (x - 0.3) * (x - 0.3);
    }
    return Math.sqrt(sum);
  }

  @Test
  void a_unit_goes_to_a_value_and_back() {
    Dimension dimension = Dimension.log("x", 0.001, 10);
    assertThat(dimension.value(0.5)).isEqualTo(0.1);
    assertThat(dimension.unit(0.1)).isCloseTo(0.5, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(Dimension.whole("d", 2, 9).value(0.51)).isEqualTo(6);
  }

  @Test
  void what_only_some_data_has_is_tried_on_such_data_only() {
    Traits both = new Traits(true, true, 1, false);

    assertThat(all(new Search(Set.of(), Traits.PLAIN, 20, 1)))
        .noneMatch(candidate -> candidate.params().containsKey(Candidate.LOG_TARGET))
        .noneMatch(candidate -> candidate.params().containsKey(Candidate.NATIVE_CATEGORIES));
    assertThat(all(new Search(Set.of(), both, 20, 1)))
        .filteredOn(candidate -> candidate.family() == ModelFamily.XGBOOST)
        .extracting(
            candidate -> candidate.param(Candidate.LOG_TARGET),
            candidate -> candidate.param(Candidate.NATIVE_CATEGORIES))
        .contains(tuple(0.0, 0.0), tuple(1.0, 1.0), tuple(1.0, 0.0), tuple(0.0, 1.0));
  }
}
