package io.mudbrick.featurestore.view;

/** An aggregate over a window. */
public record Aggregation(Aggregate function, TimeWindow window) implements Computation {
  @Override
  public String input() {
    return function.input();
  }
}
