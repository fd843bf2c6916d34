package io.mudbrick.registry.faces;

import java.util.Random;

/**
 * A call over one of the faces.
 *
 * @param face 0 to 2
 * @param model which of a few names
 * @param number of a version, or of another name
 * @param word a description, the value of a tag, ...
 */
record Step(Kind kind, int face, int model, int number, String word) {
  static final int MODELS = 3;

  enum Kind {
    CREATE,
    DELETE,
    RENAME,
    DESCRIBE,
    TAG,
    UNTAG,
    REGISTER,
    FINALIZE,
    DESCRIBE_VERSION,
    TAG_VERSION,
    UNTAG_VERSION,
    DELETE_VERSION,
    ALIAS,
    UNALIAS
  }

  static Step random(Random random) {
    Kind[] kinds = Kind.values();
    Kind kind = kinds[random.nextInt(kinds.length)];
    // Most of a model's life is versions and aliases.
    if (kind == Kind.DELETE && random.nextInt(3) > 0) {
      kind = Kind.REGISTER;
    }
    return new Step(
        kind,
        random.nextInt(3),
        random.nextInt(MODELS),
        1 + random.nextInt(random.nextInt(2) == 0 ? 2 : 5),
        "w" + random.nextInt(4));
  }
}
