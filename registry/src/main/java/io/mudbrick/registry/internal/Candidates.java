package io.mudbrick.registry.internal;

import io.mudbrick.catalog.SecurableName;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which models a search has to look at, and whether names and tags fit. */
record Candidates(ModelAccess access) {
  static final String PROMPT_TAG = "mlflow.prompt.is_prompt";

  /**
   * The models to look at, by name, when the filter leaves few: the one that it names, or those
   * with the ids.
   *
   * @return null for all that the caller may see
   */
  @Nullable List<SecurableName> few(Filter filter, @Nullable Set<String> ids) {
    Optional<String> name = filter.equal("name");
    if (name.isPresent()) {
      return named(name.get()).map(List::of).orElse(List.of());
    }
    return ids == null
        ? null
        : access
            .catalog()
            .securables()
            .names(SecurableType.REGISTERED_MODEL, each -> ids.contains(each.id()))
            .toList();
  }

  private Optional<SecurableName> named(String name) {
    try {
      return Optional.of(access.visible(name)).map(SecurableName::of);
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
          || e.code() == ErrorCode.PERMISSION_DENIED
          || e.code() == ErrorCode.INVALID_PARAMETER_VALUE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static boolean nameFits(Filter filter, String fullName) {
    for (Condition condition : filter.conditions()) {
      if (isName(condition) && !nameFits(condition, fullName)) {
        return false;
      }
    }
    return true;
  }

  static boolean isName(Condition condition) {
    return condition.field().is(Field.ATTRIBUTE) && condition.field().name().equals("name");
  }

  /** A model of the default schema answers to its short and to its full name. */
  private static boolean nameFits(Condition condition, String fullName) {
    if (condition.comparator() == Comparator.EQUAL) {
      String wanted = ModelNames.full(condition.text()).toLowerCase(Locale.ROOT);
      return fullName.toLowerCase(Locale.ROOT).equals(wanted);
    }
    String shortName = ModelNames.mlflow(fullName);
    return condition.comparator() == Comparator.NOT_EQUAL
        ? condition.fits(shortName) && condition.fits(fullName)
        : condition.fits(shortName) || condition.fits(fullName);
  }

  static boolean tagsFit(Filter filter, Map<String, String> tags) {
    for (Condition condition : filter.conditions()) {
      if (condition.field().is(Field.TAG) && !tagFits(condition, tags)) {
        return false;
      }
    }
    return true;
  }

  /** Comparing a tag that is not there fails, but for the prompts' tag, as MLflow has it. */
  private static boolean tagFits(Condition condition, Map<String, String> tags) {
    String key = condition.field().name();
    String actual = tags.get(key);
    if (actual == null) {
      return key.equals(PROMPT_TAG) && condition.comparator() == Comparator.NOT_EQUAL;
    }
    return condition.fits(actual);
  }
}
