package io.mudbrick.automl.internal;

import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rows with a known signal, the same for the same seed. */
public final class Synthetic {
  private static final List<String> CONTRACTS = List.of("monthly", "one year", "two years");

  private Synthetic() {}

  /**
   * Customers who churn with known odds: tenure and contract hold them, charges drive them off, the
   * noise column says nothing. Some charges are missing.
   */
  public static Frame churn(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Object>> data = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      long tenure = random.nextInt(72);
      double charges = 20 + 80 * random.nextDouble();
      int contract = random.nextInt(3);
      boolean paperless = random.nextBoolean();
      double odds = -1 - 0.07 * (tenure - 30) + 0.05 * (charges - 50) - 1.5 * (contract - 1);
      boolean churns = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      List<Object> row = new ArrayList<>();
      row.add(tenure);
      row.add(random.nextInt(20) == 0 ? null : charges);
      row.add(CONTRACTS.get(contract));
      row.add(paperless);
      row.add(random.nextDouble());
      row.add(churns ? "Yes" : "No");
      data.add(row);
    }
    return Frame.split(
        List.of("tenure", "charges", "contract", "paperless", "noise", "churn"), data);
  }

  /** Three kinds around three centres. */
  public static Frame kinds(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Object>> data = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int kind = random.nextInt(3);
      data.add(
          List.of(
              (kind - 1) * 2 + random.nextDouble(-2, 2),
              (kind == 1 ? 3 : 0) + random.nextDouble(-2, 2),
              (long) kind + 10));
    }
    return Frame.split(List.of("x", "y", "kind"), data);
  }

  /** A price that is linear in the area, plus a step by the quarter. */
  public static Frame prices(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Object>> data = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double area = 30 + 170 * random.nextDouble();
      String quarter = random.nextInt(3) == 0 ? "old town" : "suburb";
      double price = 2 * area + (quarter.equals("old town") ? 120 : 0) + random.nextDouble(-20, 20);
      data.add(List.of(area, quarter, price));
    }
    return Frame.split(List.of("area", "quarter", "price"), data);
  }
}
