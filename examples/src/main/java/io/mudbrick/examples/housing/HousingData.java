package io.mudbrick.examples.housing;

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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The months of {@code txhousing.csv}, each at the midnight in UTC that ended it. */
final class HousingData {
  static final Schema MONTH =
      Schema.builder()
          .required("city", ColumnType.STRING)
          .required("month_end", ColumnType.TIMESTAMP)
          .column("sales", ColumnType.LONG)
          .column("median", ColumnType.DOUBLE)
          .column("listings", ColumnType.LONG)
          .build();

  private HousingData() {}

  static ColumnBatch months() {
    try (InputStream in =
            Objects.requireNonNull(HousingData.class.getResourceAsStream("txhousing.csv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.readLine(); // city,year,month,sales,volume,median,listings,inventory,date
      List<Row> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        Double sales = number(cells[3]);
        Double listings = number(cells[6]);
        rows.add(
            Row.of(
                MONTH,
                cells[0],
                end(Integer.parseInt(cells[1]), Integer.parseInt(cells[2])),
                sales == null ? null : Math.round(sales),
                number(cells[5]),
                listings == null ? null : Math.round(listings)));
      }
      return ColumnBatch.ofRows(MONTH, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Instant end(int year, int month) {
    return LocalDate.of(year, month, 1).plusMonths(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Double number(String cell) {
    return cell.equals("NA") || cell.isEmpty() ? null : Double.valueOf(cell);
  }
}
