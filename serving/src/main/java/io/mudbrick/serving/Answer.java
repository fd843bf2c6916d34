package io.mudbrick.serving;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint says.
 *
 * @param content what the served entity made of the rows
 * @param servedEntity the name of the served entity that answered
 * @param model the model version that answered, as {@code c.s.m/3}, or the feature spec
 * @param requestId what the inference table calls the request
 */
public record Answer(Content content, String servedEntity, String model, String requestId) {

  /** What a served entity made of the rows. */
  public sealed interface Content {}

  /**
   * A model's.
   *
   * @param contributions why, when the request asked for it with {@code "params": {"contributions":
   *     true}}
   */
  public record Scores(Predictions predictions, @Nullable Contributions contributions)
      implements Content {}

  /** A feature spec's: a column for each feature, a row for each row that was sent. */
  public record Features(Frame outputs) implements Content {}

  private record Predicted(List<@Nullable Object> predictions, @Nullable Shares contributions) {}

  /** A value for each row, output and feature; with the base they add up to the margin. */
  private record Shares(List<String> features, List<Double> base, List<List<List<Double>>> values) {
    static Shares of(Contributions contributions) {
      int outputs = contributions.outputs();
      List<List<List<Double>>> rows = new ArrayList<>();
      for (int i = 0; i < contributions.rows(); i++) {
        int row = i;
        rows.add(
            IntStream.range(0, outputs)
                .mapToObj(
                    output ->
                        IntStream.range(0, contributions.features().size())
                            .mapToObj(feature -> contributions.value(row, output, feature))
                            .toList())
                .toList());
      }
      return new Shares(
          contributions.features(), Arrays.stream(contributions.base()).boxed().toList(), rows);
    }
  }

  /**
   * What a model predicted.
   *
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} when a feature spec
   *     answered
   */
  public Predictions predictions() {
    if (content instanceof Scores scores) {
      return scores.predictions();
    }
    throw ServingErrors.answersOtherwise(servedEntity, "features");
  }

  /**
   * What a feature spec looked up and computed.
   *
   * @throws io.mudbrick.platform.PlatformException {@code FAILED_PRECONDITION} when a model
   *     answered
   */
  public Frame outputs() {
    if (content instanceof Features features) {
      return features.outputs();
    }
    throw ServingErrors.answersOtherwise(servedEntity, "predictions");
  }

  /** The body that answers it over HTTP; NaN travels as null, as MLflow's scoring server has it. */
  public String json() {
    if (content instanceof Features features) {
      return looked(features.outputs());
    }
    Column values = predictions().values();
    Shares shares = shares();
    String plain = shares == null ? plain(values) : null;
    return plain != null ? plain : Json.write(new Predicted(values(values), shares));
  }

  /** The answer of most models, in a fraction of the time; null when it is any other. */
  private static @Nullable String plain(Column values) {
    if (values.kind() != Column.Kind.LONG && values.kind() != Column.Kind.DOUBLE) {
      return null;
    }
    StringBuilder json = new StringBuilder("{\"predictions\":[");
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.number(i))) {
        return null;
      }
      json.append(i == 0 ? "" : ",");
      cell(json, values, i);
    }
    return json.append("]}").toString();
  }

  /** Row by row, each name spelled once. */
  private static String looked(Frame outputs) {
    Column[] columns = outputs.columns().values().toArray(new Column[0]);
    String[] names = outputs.names().stream().map(Answer::spelled).toArray(String[]::new);
    StringBuilder json = new StringBuilder("{\"outputs\":[");
    for (int row = 0; row < outputs.rows(); row++) {
      json.append(row == 0 ? "{" : ",{");
      for (int i = 0; i < columns.length; i++) {
        json.append(i == 0 ? "" : ",").append(names[i]);
        cell(json, columns[i], row);
      }
      json.append('}');
    }
    return json.append("]}").toString();
  }

  /** The name of a field; only unusual ones are worth a writer of JSON. */
  private static String spelled(String name) {
    for (int i = 0; i < name.length(); i++) {
      char sign = name.charAt(i);
      if (sign >= 128 || (!Character.isLetterOrDigit(sign) && sign != '_')) {
        return Json.write(name) + ":";
      }
    }
    return "\"" + name + "\":";
  }

  private static void cell(StringBuilder json, Column column, int row) {
    if (column.kind() == Column.Kind.DOUBLE && Double.isFinite(column.number(row))) {
      json.append(Json.number(column.number(row)));
      return;
    }
    Object value = wire(column.value(row));
    if (value == null || value instanceof Long) {
      json.append(value);
    } else {
      json.append(Json.writeWithNulls(value));
    }
  }

  private @Nullable Shares shares() {
    return content instanceof Scores scores && scores.contributions() != null
        ? Shares.of(scores.contributions())
        : null;
  }

  private static List<@Nullable Object> values(Column column) {
    List<@Nullable Object> values = new ArrayList<>(column.size());
    for (int i = 0; i < column.size(); i++) {
      values.add(wire(column.value(i)));
    }
    return values;
  }

  private static @Nullable Object wire(@Nullable Object value) {
    if (value instanceof Double number) {
      return number.isNaN() ? null : number;
    }
    boolean time =
        value instanceof Instant || value instanceof LocalDate || value instanceof LocalDateTime;
    return time ? String.valueOf(value) : value;
  }
}
