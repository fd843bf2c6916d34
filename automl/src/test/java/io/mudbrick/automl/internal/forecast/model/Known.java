package io.mudbrick.automl.internal.forecast.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Objects;

/** Series that everybody knows. */
final class Known {
  private Known() {}

  static double[] airPassengers() {
    return read("air_passengers.txt");
  }

  static double[] nile() {
    return read("nile.txt");
  }

  static double[] sunspots() {
    return read("sunspots.txt");
  }

  static Series monthly(double... values) {
    return Series.of("s", new Timeline(LocalDateTime.of(1949, 1, 1, 0, 0), Step.MONTH, 1), values);
  }

  /** Homes sold a month in a city of Texas. */
  static Series txhousing(String city) {
    double[] values = read("txhousing_" + city + ".txt");
    return Series.of(city, new Timeline(LocalDateTime.of(2000, 1, 1, 0, 0), Step.MONTH, 1), values);
  }

  static Series yearly(double... values) {
    return Series.of("s", new Timeline(LocalDateTime.of(1871, 1, 1, 0, 0), Step.YEAR, 1), values);
  }

  private static double[] read(String name) {
    try (InputStream in = Objects.requireNonNull(Known.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
