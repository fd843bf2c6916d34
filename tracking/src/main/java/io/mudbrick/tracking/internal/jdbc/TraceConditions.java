package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.Literal;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.search.Grammars;
import io.mudbrick.tracking.internal.trace.TraceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on traces {@code q}. Those on spans have to hold for one and the same span.
 *
 * @param columns of the traces, by attribute
 */
record TraceConditions(Tx tx, TraceSearchSql search, Map<String, String> columns) {
  private static final KeyedRows TAGS =
      new KeyedRows("tracking_trace_tags", "t.trace_no = q.trace_no");
  private static final KeyedRows METADATA =
      new KeyedRows("tracking_trace_metadata", "t.trace_no = q.trace_no");
  private static final String RUN = "mlflow.sourceRun";

  Sql all(List<Condition> conditions) {
    Sql sql = new Sql("1 = 1");
    Sql spans = null;
    for (Condition condition : conditions) {
      if (condition.field().is(Grammars.SPAN)) {
        spans = spans == null ? new Sql("") : spans;
        spans.add(" AND ").add(span(condition));
      } else {
        sql.add(" AND ").add(one(condition));
      }
    }
    if (spans != null) {
      sql.add(" AND EXISTS (SELECT 1 FROM tracking_spans s WHERE s.trace_no = q.trace_no")
          .add(spans)
          .add(")");
    }
    return sql;
  }

  private Sql one(Condition condition) {
    Field field = condition.field();
    return switch (field.entity()) {
      case Field.TAG -> keyed(TAGS, condition);
      case Grammars.METADATA ->
          field.name().equals(RUN) && condition.comparator() == Comparator.EQUAL
              ? ofRun(condition)
              : keyed(METADATA, condition);
      case Grammars.PROMPT -> prompt(condition);
      case Grammars.ISSUE ->
          new Sql(
              "EXISTS (SELECT 1 FROM tracking_assessments a WHERE a.trace_no = q.trace_no"
                  + " AND a.kind = 'issue' AND a.name = ?)",
              condition.text());
      case Field.ATTRIBUTE -> attribute(condition);
      default -> assessment(condition);
    };
  }

  private Sql attribute(Condition condition) {
    String column = columns.getOrDefault(condition.field().name(), "");
    return condition.comparator() == Comparator.RLIKE
        ? regex(condition, column, new Sql("tracking_traces q").add(search.scope()))
        : Columns.compare(search.dialect(), column, condition);
  }

  private Sql keyed(KeyedRows rows, Condition condition) {
    if (condition.comparator() != Comparator.RLIKE) {
      return rows.member(search.dialect(), "q.trace_no", "trace_no", condition);
    }
    Sql source =
        new Sql("tracking_traces q JOIN " + rows.table() + " t ON t.trace_no = q.trace_no")
            .add(search.scope())
            .add(" AND t.key = ?", condition.field().name());
    return new Sql(
            "EXISTS (SELECT 1 FROM "
                + rows.table()
                + " t WHERE t.trace_no = q.trace_no AND t.key = ? AND ",
            condition.field().name())
        .add(regex(condition, "t.value", source))
        .add(")");
  }

  /** A run's traces say so themselves, or were linked to it. */
  private static Sql ofRun(Condition condition) {
    return new Sql(
        "(EXISTS (SELECT 1 FROM tracking_trace_links l WHERE l.trace_no = q.trace_no"
            + " AND l.kind = 'run' AND l.target = ?)"
            + " OR EXISTS (SELECT 1 FROM tracking_trace_metadata m WHERE m.trace_no = q.trace_no"
            + " AND m.key = '"
            + RUN
            + "' AND m.value = ?))",
        condition.text(),
        condition.text());
  }

  private static Sql prompt(Condition condition) {
    if (condition.comparator() != Comparator.EQUAL) {
      throw TrackingErrors.badSearch(
          "Invalid comparator '"
              + condition.comparator().sql()
              + "' for prompts filter. Only '=' is supported with format: prompt ="
              + " \"name/version\"");
    }
    String version = condition.text();
    if (version.chars().filter(c -> c == '/').count() != 1) {
      throw TrackingErrors.badSearch(
          "Invalid prompts filter value '"
              + version
              + "'. Expected format: prompt = \"name/version\"");
    }
    return new Sql(
        "EXISTS (SELECT 1 FROM tracking_trace_links l WHERE l.trace_no = q.trace_no"
            + " AND l.kind = 'prompt' AND l.target = ?)",
        version);
  }

  /** An assessment that is about a whole session counts for each trace of the session. */
  private Sql assessment(Condition condition) {
    Comparator comparator = condition.comparator();
    Sql wanted =
        new Sql(
            "a.kind = ? AND a.name = ? AND a.valid = 1",
            condition.field().entity(),
            condition.field().name());
    if (!comparator.isNullTest()) {
      wanted.add(" AND ").add(assessed(condition));
    }
    Sql sql =
        new Sql(comparator == Comparator.IS_NULL ? "NOT (" : "(")
            .add("EXISTS (SELECT 1 FROM tracking_assessments a WHERE a.trace_no = q.trace_no AND ")
            .add(wanted)
            .add(
                ") OR EXISTS (SELECT 1 FROM tracking_trace_metadata mine"
                    + " WHERE mine.trace_no = q.trace_no AND mine.key = 'mlflow.trace.session'"
                    + " AND mine.value IN (SELECT m.value FROM tracking_assessments a"
                    + " JOIN tracking_trace_metadata m ON m.trace_no = a.trace_no"
                    + " AND m.key = 'mlflow.trace.session'"
                    + " JOIN tracking_traces p ON p.trace_no = a.trace_no"
                    + " WHERE a.session_wide = 1 AND p.workspace_id = q.workspace_id"
                    + " AND p.experiment_id = q.experiment_id AND ")
            .add(wanted)
            .add("))");
    return sql.add(")");
  }

  /** Values are kept as JSON; a text is meant by itself or in the quotes that JSON gives it. */
  private Sql assessed(Condition condition) {
    Comparator comparator = condition.comparator();
    if (comparator == Comparator.RLIKE) {
      Sql source =
          new Sql("tracking_traces q JOIN tracking_assessments a ON a.trace_no = q.trace_no")
              .add(search.scope())
              .add(" AND a.name = ?", condition.field().name());
      return regex(condition, "a.value", source);
    }
    if (comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL) {
      String in = comparator == Comparator.EQUAL ? "a.value IN (?, ?)" : "a.value NOT IN (?, ?)";
      return new Sql(in, condition.text(), TraceJson.write(condition.text()));
    }
    return TextMatch.compare(search.dialect(), "a.value", comparator, condition.value());
  }

  private Sql span(Condition condition) {
    String name = condition.field().name();
    if (name.startsWith(Grammars.ATTRIBUTES)) {
      return spanAttribute(name.substring(Grammars.ATTRIBUTES.length()), condition);
    }
    String column = "s." + name;
    if (condition.comparator() == Comparator.RLIKE) {
      return regex(condition, column, spans(new Sql("")));
    }
    return TextMatch.compare(search.dialect(), column, condition.comparator(), condition.value());
  }

  private Sql spans(Sql more) {
    return new Sql("tracking_spans s JOIN tracking_traces q ON q.trace_no = s.trace_no")
        .add(search.scope())
        .add(more);
  }

  /**
   * Attributes stand in a span's content as {@code "name": "<JSON in quotes>"}, always written the
   * same way, so equality is a search for a part.
   */
  private Sql spanAttribute(String name, Condition condition) {
    String key = TraceJson.write(name) + ": ";
    Comparator comparator = condition.comparator();
    return switch (comparator) {
      case EQUAL, IN -> holdsAny(key, texts(condition));
      case NOT_EQUAL, NOT_IN -> holds(key).add(" AND NOT ").add(holdsAny(key, texts(condition)));
      case RLIKE -> attributeRegex(key, name, condition);
      default -> {
        String pattern = condition.text();
        boolean open = pattern.startsWith("%");
        boolean ends = pattern.endsWith("%");
        String whole = "%" + key + (open ? "" : "\"\\\"") + pattern + (ends ? "" : "\\\"\"%");
        yield TextMatch.compare(
            search.dialect(), "s.content", comparator, new Literal.Text(whole, whole));
      }
    };
  }

  private static List<String> texts(Condition condition) {
    return condition.value() instanceof Literal.Texts list
        ? list.values()
        : List.of(condition.text());
  }

  private Sql holds(String part) {
    String at =
        search.dialect() == Dialect.SQLITE ? "instr(s.content, ?) > 0" : "strpos(s.content, ?) > 0";
    return new Sql(at, part);
  }

  private Sql holdsAny(String key, List<String> values) {
    Sql any = new Sql("(");
    String or = "";
    for (String value : values) {
      any.add(or).add(holds(key + TraceJson.write(TraceJson.write(value))));
      any.add(" OR ").add(holds(key + TraceJson.write(value)));
      or = " OR ";
    }
    return any.add(")");
  }

  /** The spans whose attribute fits, found one by one. */
  private Sql attributeRegex(String key, String name, Condition condition) {
    TracePattern pattern = new TracePattern(condition.text());
    List<@Nullable Object> fitting = new ArrayList<>();
    Sql sql =
        new Sql("SELECT s.trace_no, s.span_id, s.content FROM ")
            .add(spans(new Sql(" AND ").add(holds(key))));
    tx.forEach(
        sql.text(),
        row -> {
          Object content = TraceJson.parse(row.string(3)).map(TraceJson.Parsed::value).orElse(null);
          if (content instanceof Map<?, ?> span
              && span.get("attributes") instanceof Map<?, ?> attributes
              && attributes.get(name) instanceof String json) {
            Object value = TraceJson.parse(json).map(TraceJson.Parsed::value).orElse(json);
            if (pattern.found(value instanceof String text ? text : json)) {
              fitting.add(row.number(1) + ":" + row.string(2));
            }
          }
        },
        sql.values());
    return among("(s.trace_no || ':' || s.span_id)", fitting);
  }

  /**
   * Neither database knows Python's patterns. So the values that are there are tried here, and the
   * statement asks for those that fit.
   *
   * @param source where the values are: {@code FROM} and {@code WHERE}
   */
  private Sql regex(Condition condition, String column, Sql source) {
    TracePattern pattern = new TracePattern(condition.text());
    List<@Nullable Object> fitting = new ArrayList<>();
    Sql sql = new Sql("SELECT DISTINCT " + column + " FROM ").add(source);
    tx.forEach(
        sql.text(),
        row -> {
          String value = row.nullableString(1);
          if (value != null && pattern.found(value)) {
            fitting.add(value);
          }
        },
        sql.values());
    return among(column, fitting);
  }

  /** One value for the statement, however many there are in it. */
  private Sql among(String column, List<@Nullable Object> values) {
    String list =
        search.dialect() == Dialect.SQLITE
            ? "SELECT value FROM json_each(?)"
            : "SELECT jsonb_array_elements_text(CAST(? AS jsonb))";
    return new Sql(column + " IN (" + list + ")", TraceJson.write(values));
  }
}
