package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ModelErrors;
import io.mudbrick.platform.internal.model.PreparedScorer;
import java.util.List;

/**
 * A model that scores rows. Thread-safe. One row and many rows take the same path: the answer for a
 * row never depends on the rows beside it.
 */
public interface Scorer {
  /**
   * The weighted mean of these members' answers, as a model made of them would give it.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the parts do not fit together
   */
  static Scorer of(List<Member> members, Target target) {
    return PreparedScorer.of(members, target, 1);
  }

  /**
   * Scores rows that already have the shape of the model's signature; {@link LoadedModel#predict}
   * brings them there.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the rows do not fit
   */
  Predictions score(Frame rows);

  /**
   * How much each feature moved each row's raw score (log-odds for classifiers) away from the base.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the model cannot say
   */
  default Contributions contributions(Frame rows) {
    throw ModelErrors.noContributions();
  }

  /**
   * As {@link #contributions}, by the raw columns: those of the features made from each, added up.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the model cannot say
   */
  default Contributions contributionsByColumn(Frame rows) {
    return contributions(rows);
  }
}
