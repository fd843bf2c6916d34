package io.mudbrick.catalog;

import java.text.Normalizer;
import java.util.Locale;

/** The rules for names. */
final class Names {
  private static final int MAX_LENGTH = 255;

  private Names() {}

  /** The full name in the form that the catalog keeps. */
  static String checked(SecurableType type, String fullName) {
    if (type == SecurableType.METASTORE) {
      return "";
    }
    String[] parts = fullName.split("\\.", -1);
    if (parts.length != type.levels()) {
      throw CatalogErrors.wrongLevels(type, fullName);
    }
    for (int i = 0; i < parts.length; i++) {
      boolean model = type == SecurableType.REGISTERED_MODEL && i == 2;
      check(parts[i], model);
      String lower = parts[i].toLowerCase(Locale.ROOT);
      if (!lower.equals(parts[i])) {
        check(lower, model); // a letter may become two
      }
      // MLflow's clients compare a model's name with what they sent.
      parts[i] = model ? parts[i] : lower;
    }
    return String.join(".", parts);
  }

  private static void check(String name, boolean spaces) {
    if (name.isBlank() || !name.equals(name.strip())) {
      throw CatalogErrors.badName(name, "it is empty or has blanks around it");
    }
    if (name.length() > MAX_LENGTH) {
      throw CatalogErrors.badName(name, "it is longer than " + MAX_LENGTH + " characters");
    }
    if (!Normalizer.isNormalized(name, Normalizer.Form.NFKC)) {
      throw CatalogErrors.badName(name, "it looks like another name: use its NFKC form");
    }
    if (!name.codePoints().allMatch(c -> allowed(c, spaces))) {
      throw CatalogErrors.badName(
          name, "it holds a character that names may not have (such as a blank, / or %)");
    }
  }

  private static boolean allowed(int codePoint, boolean spaces) {
    if (codePoint < 0x80) {
      return Character.isLetterOrDigit(codePoint)
          || "_-@#$+~()&=".indexOf(codePoint) >= 0
          || (spaces && codePoint == ' ');
    }
    // Letters, digits and marks of any script; no control, format or bidi characters.
    return Character.isUnicodeIdentifierPart(codePoint)
        && !Character.isIdentifierIgnorable(codePoint);
  }
}
