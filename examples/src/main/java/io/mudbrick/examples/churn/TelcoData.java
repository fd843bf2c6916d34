package io.mudbrick.examples.churn;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The telco customers of {@code wa_churn.csv}. The file has neither ids nor dates, so two columns
 * are made up, always in the same way: {@code customer_id} is the row's number, and {@code
 * observed_at} says when the row was seen, as if every customer had joined on the same day and been
 * looked at after {@code tenure} months.
 */
public final class TelcoData {
  static final List<String> PROFILE =
      List.of(
          "female",
          "senior_citizen",
          "partner",
          "dependents",
          "phone_service",
          "multiple_lines",
          "internet_service",
          "online_security",
          "online_backup",
          "device_protection",
          "tech_support",
          "streaming_tv",
          "streaming_movies",
          "contract",
          "paperless_billing",
          "payment_method");
  private static final LocalDateTime JOINED = LocalDateTime.of(2015, 1, 1, 0, 0);
  private static final Set<String> FLAGS =
      Set.of(
          "female",
          "senior_citizen",
          "partner",
          "dependents",
          "phone_service",
          "paperless_billing",
          "tenure");

  private TelcoData() {}

  /** The file's rows behind their made-up id and date, column by column. */
  public static ColumnBatch customers() {
    try (InputStream in =
            Objects.requireNonNull(TelcoData.class.getResourceAsStream("wa_churn.csv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> header = List.of(lines.readLine().split(",", -1));
      Schema schema = schema(header);
      List<Row> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(row(schema, header, line.split(",", -1), rows.size() + 1));
      }
      return ColumnBatch.ofRows(schema, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schema(List<String> header) {
    Schema.Builder schema =
        Schema.builder()
            .required("customer_id", ColumnType.STRING)
            .required("observed_at", ColumnType.TIMESTAMP);
    header.forEach(name -> schema.column(name, type(name)));
    return schema.build();
  }

  private static ColumnType type(String name) {
    if (FLAGS.contains(name)) {
      return ColumnType.LONG;
    }
    return name.endsWith("_charges") ? ColumnType.DOUBLE : ColumnType.STRING;
  }

  private static Row row(Schema schema, List<String> header, String[] cells, int number) {
    @Nullable Object[] values = new Object[schema.size()];
    values[0] = String.format(Locale.ROOT, "C%05d", number);
    values[1] = observedAfter(Integer.parseInt(cells[header.indexOf("tenure")]));
    for (int i = 0; i < cells.length; i++) {
      values[i + 2] = value(schema.column(i + 2).type(), cells[i]);
    }
    return Row.of(schema, values);
  }

  private static @Nullable Object value(ColumnType type, String cell) {
    if (cell.equals("NA") || cell.isEmpty()) {
      return null;
    }
    if (type.equals(ColumnType.LONG)) {
      return Long.parseLong(cell);
    }
    return type.equals(ColumnType.DOUBLE) ? (Object) Double.parseDouble(cell) : cell;
  }

  private static Instant observedAfter(long months) {
    return JOINED.plusMonths(months).toInstant(ZoneOffset.UTC);
  }

  static Schema billingSchema() {
    return Schema.builder()
        .required("customer_id", ColumnType.STRING)
        .required("observed_at", ColumnType.TIMESTAMP)
        .column("tenure", ColumnType.LONG)
        .column("monthly_charges", ColumnType.DOUBLE)
        .column("total_charges", ColumnType.DOUBLE)
        .build();
  }

  /**
   * A history of bills: what the file says about the day a customer was observed, and, made up from
   * it, what their bill was after a quarter and after half of that time.
   */
  static ColumnBatch billing(ColumnBatch customers) {
    Schema schema = billingSchema();
    List<Row> rows = new ArrayList<>();
    for (Row customer : customers.rows()) {
      long tenure = customer.getLong("tenure");
      double monthly = customer.getDouble("monthly_charges");
      for (long months : new LinkedHashSet<>(List.of(tenure / 4, tenure / 2, tenure))) {
        boolean observed = months == tenure;
        rows.add(
            Row.of(
                schema,
                customer.get("customer_id"),
                observedAfter(months),
                months,
                monthly,
                observed ? customer.get("total_charges") : (Object) (months * monthly)));
      }
    }
    return ColumnBatch.ofRows(schema, rows);
  }
}
