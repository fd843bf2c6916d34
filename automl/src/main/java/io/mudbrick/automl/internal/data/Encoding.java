package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.internal.search.Candidate;

/** Into what kind of features the raw rows are made; each family of models wants its own. */
public enum Encoding {
  /** Complete, standardised numbers and one feature a category: linear models, networks. */
  LINEAR,
  /** Numbers as they are, missing ones too: trees. */
  TREES,
  /** As for trees, but a category is its code, for trees that split sets of categories. */
  CATEGORIES;

  /** What the candidate wants. */
  public static Encoding of(Candidate candidate) {
    return switch (candidate.family()) {
      case LINEAR, DISCRIMINANT_ANALYSIS, NEURAL_NETWORK, FACTORIZATION_MACHINE -> LINEAR;
      case DECISION_TREE, RANDOM_FOREST, EXTRA_TREES, ENSEMBLE -> TREES;
      case XGBOOST -> candidate.param(Candidate.NATIVE_CATEGORIES, 0) > 0 ? CATEGORIES : TREES;
    };
  }
}
