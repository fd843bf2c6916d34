package io.mudbrick.automl.internal;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What shops sold by month, with a trend and a season, at prices that are known ahead. */
public final class Sales {
  private static final int MONTHS = 60;

  private Sales() {}

  /** Five years from 2019 on. */
  public static Frame of(String... shops) {
    return rows(0, MONTHS, true, shops);
  }

  /** The prices of the year after. */
  public static Frame ahead(String... shops) {
    return rows(MONTHS, MONTHS + 12, false, shops);
  }

  private static Frame rows(int from, int to, boolean sales, String... shops) {
    List<Object> months = new ArrayList<>();
    List<Object> names = new ArrayList<>();
    List<Object> prices = new ArrayList<>();
    List<Object> sold = new ArrayList<>();
    for (String shop : shops) {
      for (int i = from; i < to; i++) {
        double price = 10 + i * 31 % 7;
        months.add(LocalDate.of(2019, 1, 1).plusMonths(i));
        names.add(shop);
        prices.add(price);
        double season = 20 * Math.sin(Math.PI * i / 6);
        sold.add(100.0 + i + season + (i * 7919 % 13) + shop.length() - 2 * price);
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("month", Column.of(months));
    columns.put("shop", Column.of(names));
    columns.put("price", Column.of(prices));
    if (sales) {
      columns.put("sold", Column.of(sold));
    }
    return Frame.of(columns);
  }
}
