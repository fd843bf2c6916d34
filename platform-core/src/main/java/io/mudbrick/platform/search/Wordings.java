package io.mudbrick.platform.search;

import io.mudbrick.platform.PlatformException;
import java.util.Collection;
import java.util.List;

/** The words of MLflow's searches. */
public final class Wordings {

  /** Runs. */
  public static final Wording RUNS = new Runs();

  /** Experiments. */
  public static final Wording EXPERIMENTS = new Experiments();

  /** Registered models, their versions and prompts. */
  public static final Wording REGISTRY = new Registry();

  /** Logged models. */
  public static final Wording LOGGED_MODELS = new LoggedModels();

  /** Traces. */
  public static final Wording TRACES = new Traces();

  /** Evaluation datasets. */
  public static final Wording EVALUATION_DATASETS = new EvaluationDatasets();

  private Wordings() {}

  /** MLflow names lists for every attribute that is text, although only some take them. */
  private static class Runs implements Wording {
    @Override
    public PlatformException badComparator(Field field, String comparator) {
      return field.is(Field.ATTRIBUTE) && !field.type().numeric()
          ? Wording.badComparator(
              comparator,
              FieldType.LISTED_TEXT.comparators().stream().map(Comparator::sql).toList())
          : Wording.super.badComparator(field, comparator);
    }
  }

  private static class Experiments extends Runs {
    @Override
    public PlatformException invalidClauses(String filter, List<String> parts) {
      return Wording.invalid("Invalid clause(s) in filter string: " + String.join(", ", parts));
    }

    @Override
    public PlatformException unknownEntity(String entity, List<String> entities) {
      return Wording.invalid(
          "Invalid entity type '"
              + entity
              + "'. Valid entity types are ('attribute', 'tag', 'tags')");
    }

    @Override
    public PlatformException badComparator(Field field, String comparator) {
      return field.is(Field.TAG)
          ? Wording.invalid("Invalid comparator for tag: " + comparator)
          : super.badComparator(field, comparator);
    }

    @Override
    public PlatformException nullTest(Field field) {
      return Wording.invalid(
          "IS NULL / IS NOT NULL is only supported for tags, not for attribute '"
              + field.name()
              + "'");
    }
  }

  private static final class Registry extends Experiments {
    @Override
    public PlatformException badComparator(Field field, String comparator) {
      return Wording.invalid(
          "Invalid comparator for "
              + field.entity()
              + (field.type().numeric() ? " " + field.name() : "")
              + ": "
              + comparator);
    }

    @Override
    public PlatformException nullTest(Field field) {
      return Wording.invalid("Invalid comparison clause. Expected 3 tokens found 2");
    }

    @Override
    public String expectedText(Field field) {
      return field.is(Field.ATTRIBUTE) ? TEXTS : super.expectedText(field);
    }
  }

  private static final class LoggedModels implements Wording {
    @Override
    public PlatformException invalidClauses(String filter, List<String> parts) {
      return Wording.invalid(
          "Invalid filter string: "
              + Wording.repr(filter)
              + ". Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND"
              + " params.lr = 0.01').");
    }

    @Override
    public PlatformException unknownEntity(String entity, List<String> entities) {
      return Wording.invalid(
          "Invalid entity type: '"
              + entity
              + "'. Expected one of ['attributes', 'metrics', 'params', 'tags'].");
    }

    @Override
    public PlatformException severalStatements(String filter) {
      return Wording.invalid(
          "Invalid filter string: " + Wording.repr(filter) + ". Expected a single SQL expression.");
    }

    @Override
    public boolean comparatorFirst() {
      return true;
    }

    @Override
    public PlatformException badComparator(Field field, String comparator) {
      String entity = field.is(Field.PARAM) ? "params" : field.entity() + "s";
      return Wording.invalid(
          "Invalid comparison operator for "
              + entity
              + "."
              + field.name()
              + ": '"
              + comparator
              + "'. Expected one of ('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN').");
    }

    @Override
    public PlatformException nullTest(Field field) {
      return Wording.invalid("Invalid comparison. Expected a comparison with 3 tokens.");
    }
  }

  private static final class Traces implements Wording {
    private static final List<String> ENTITIES =
        List.of(
            "attribute",
            "attributes",
            "expectation",
            "feedback",
            "issue",
            "metadata",
            "request_metadata",
            "span",
            "tag",
            "tags",
            "trace");

    @Override
    public PlatformException unknownEntity(String entity, List<String> entities) {
      return Wording.invalid(
          "Invalid entity type '" + entity + "'. Valid values are " + Wording.set(ENTITIES));
    }

    @Override
    public PlatformException nullTest(Field field) {
      return badComparator(field, Comparator.IS_NULL.sql());
    }

    @Override
    public PlatformException badValue(Field field, Literal value) {
      return value instanceof Literal.Texts
          ? badComparator(field, Comparator.IN.sql())
          : Wording.super.badValue(field, value);
    }

    @Override
    public PlatformException badOrderEntity(Field field) {
      return Wording.invalid("Invalid identifier type '" + field.entity() + "'");
    }

    @Override
    public PlatformException unknownKey(String entity, String key, Collection<String> keys) {
      return Wording.invalid(
          "Invalid "
              + entity
              + " attribute '"
              + key
              + "'. Supported attributes: "
              + String.join(", ", keys)
              + (entity.equals("span") ? ", attributes.<attribute_name>." : ""));
    }

    @Override
    public PlatformException badComparator(Field field, String comparator) {
      String subject =
          switch (field.entity()) {
            case "span", "issue" -> field.entity();
            case "feedback", "expectation" -> "assessment";
            default -> "";
          };
      return subject.isEmpty()
          ? Wording.super.badComparator(field, comparator)
          : Wording.invalid(
              subject
                  + "."
                  + field.name()
                  + " comparator '"
                  + comparator
                  + "' not one of '"
                  + Wording.set(field.type().comparators().stream().map(Comparator::sql).toList())
                  + "'");
    }

    @Override
    public String expectedText(Field field) {
      return field.is(Field.ATTRIBUTE) ? TEXTS : Wording.super.expectedText(field);
    }
  }

  private static final class EvaluationDatasets implements Wording {
    @Override
    public PlatformException invalidClauses(String filter, List<String> parts) {
      return EXPERIMENTS.invalidClauses(filter, parts);
    }

    @Override
    public PlatformException unknownEntity(String entity, List<String> entities) {
      return Wording.invalid("Invalid identifier token '" + entity + "' specified");
    }

    @Override
    public PlatformException unknownAttribute(String key, Collection<String> keys) {
      return Wording.invalid(
          "Invalid attribute key '" + key + "' specified. Valid keys are: " + Wording.set(keys));
    }
  }

  private static final String TEXTS =
      "Expected a quoted string value or a list of quoted string values for attributes";
}
