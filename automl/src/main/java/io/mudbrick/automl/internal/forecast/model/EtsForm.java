package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Which error, trend and season an exponential smoothing has, in the taxonomy of Hyndman and others
 * (2008): the fifteen forms that are stable.
 */
record EtsForm(Part error, Part trend, boolean damped, Part season) {

  /** How a component enters. */
  enum Part {
    NONE("N"),
    ADDITIVE("A"),
    MULTIPLICATIVE("M");

    private final String letter;

    Part(String letter) {
      this.letter = letter;
    }
  }

  /** The forms that a series allows. */
  static List<EtsForm> of(boolean seasonal, boolean positive) {
    List<EtsForm> forms = new ArrayList<>();
    for (Part error : List.of(Part.ADDITIVE, Part.MULTIPLICATIVE)) {
      for (Part season : Part.values()) {
        boolean mixed = error == Part.ADDITIVE && season == Part.MULTIPLICATIVE;
        boolean multiplies = error == Part.MULTIPLICATIVE || season == Part.MULTIPLICATIVE;
        if (mixed || (multiplies && !positive) || (season != Part.NONE && !seasonal)) {
          continue;
        }
        forms.add(new EtsForm(error, Part.NONE, false, season));
        forms.add(new EtsForm(error, Part.ADDITIVE, false, season));
        forms.add(new EtsForm(error, Part.ADDITIVE, true, season));
      }
    }
    return forms;
  }

  boolean hasTrend() {
    return trend != Part.NONE;
  }

  boolean hasSeason() {
    return season != Part.NONE;
  }

  boolean relative() {
    return error == Part.MULTIPLICATIVE;
  }

  boolean multipliesSeason() {
    return season == Part.MULTIPLICATIVE;
  }

  /** How many smoothing parameters it has. */
  int smoothings() {
    return 1 + (hasTrend() ? 1 : 0) + (damped ? 1 : 0) + (hasSeason() ? 1 : 0);
  }

  /** Such as {@code ETS(M,Ad,M)}. */
  @Override
  public String toString() {
    return "ETS("
        + error.letter
        + ","
        + trend.letter
        + (damped ? "d" : "")
        + ","
        + season.letter
        + ")";
  }
}
