package io.mudbrick.automl.internal.data;

/** Into what kind of features the raw rows are made; each family of models wants its own. */
public enum Encoding {
  /** Complete, standardised numbers and one feature a category: linear models, networks. */
  LINEAR,
  /** Numbers as they are, missing ones too: trees. */
  TREES,
  /** As for trees, but a category is its code, for trees that split sets of categories. */
  CATEGORIES
}
