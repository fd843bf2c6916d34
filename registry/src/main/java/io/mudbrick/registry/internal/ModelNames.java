package io.mudbrick.registry.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.registry.RegistryErrors;

/**
 * MLflow's names and the catalog's. A name of three parts is the catalog's own; any other is a
 * model of {@code workspace.default}. MLflow's names may hold dots, the catalog's parts may not: a
 * dot inside such a name is kept as {@code ~d}, a tilde as {@code ~~}.
 */
public final class ModelNames {
  private static final String DEFAULT = Catalog.DEFAULT_SCHEMA + ".";

  private ModelNames() {}

  /** The catalog's full name for what a caller calls the model. */
  public static String full(String name) {
    if (name.isBlank()) {
      throw RegistryErrors.blankName();
    }
    if (name.indexOf('/') >= 0 || name.indexOf(':') >= 0) {
      throw RegistryErrors.badName(name);
    }
    return isFull(name) ? name : DEFAULT + name.replace("~", "~~").replace(".", "~d");
  }

  /** What MLflow's clients call the model: without the default schema. */
  public static String mlflow(String fullName) {
    return fullName.startsWith(DEFAULT) ? unescape(fullName.substring(DEFAULT.length())) : fullName;
  }

  /** The form in which a reply names a model that was asked for under {@code asked}. */
  public static String asAsked(String fullName, String asked) {
    return isFull(asked) ? fullName : mlflow(fullName);
  }

  /** Whether a name has exactly three parts. */
  public static boolean isFull(String name) {
    int first = name.indexOf('.');
    int second = name.indexOf('.', first + 1);
    return first > 0
        && second > first + 1
        && second < name.length() - 1
        && name.indexOf('.', second + 1) < 0;
  }

  private static String unescape(String leaf) {
    if (leaf.indexOf('~') < 0) {
      return leaf;
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < leaf.length(); i++) {
      boolean escape = leaf.charAt(i) == '~' && i + 1 < leaf.length();
      if (escape) {
        i++;
        name.append(leaf.charAt(i) == 'd' ? '.' : leaf.charAt(i));
      } else {
        name.append(leaf.charAt(i));
      }
    }
    return name.toString();
  }
}
