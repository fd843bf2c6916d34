package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.recipe.Learner;

/** Learners as the search knows them. */
public final class Candidates {
  private Candidates() {}

  /** Trainers know the family and its parameters only; the number is for the plan. */
  public static Candidate of(Learner learner) {
    return new Candidate(0, learner.family(), learner.params());
  }

  /** The same for {@link Learner#rounds} rounds. */
  public static Candidate onAllRows(Learner learner) {
    return of(learner.with(Candidate.ROUNDS, learner.rounds()));
  }

  public static Encoding encoding(Learner learner) {
    return Encoding.of(of(learner));
  }
}
