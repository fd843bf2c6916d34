package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.internal.forecast.model.Series;
import io.mudbrick.automl.internal.report.ForecastChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** What series look like, as pictures and as a table. */
public final class SeriesFiles {
  /** Of more series than these, pictures are of no use. */
  private static final int PICTURES = 12;

  private SeriesFiles() {}

  /** A picture of each of the first series, and a line of CSV for each of all. */
  public static void write(Panel panel, String target, Path directory) {
    try {
      int number = 1;
      for (Panel.Member member :
          panel.members().subList(0, Math.min(PICTURES, panel.members().size()))) {
        Files.write(
            directory.resolve("series-" + number++ + ".svg"),
            ForecastChart.ofHistory(
                named(target, member),
                member.series().values(),
                date(panel, member, 0),
                date(panel, member, member.series().length() - 1L)));
      }
      Files.writeString(directory.resolve("series.csv"), table(panel), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String named(String target, Panel.Member member) {
    String name = member.identity().isEmpty() ? "" : " of " + String.join(", ", member.identity());
    return target + name;
  }

  private static String date(Panel panel, Panel.Member member, long step) {
    return panel.pace().after(member.series().timeline().start(), step).toLocalDate().toString();
  }

  private static String table(Panel panel) {
    StringBuilder csv = new StringBuilder();
    line(csv, List.of("series", "first", "last", "values", "season", "mean", "min", "max"));
    for (Panel.Member member : panel.members()) {
      Series series = member.series();
      DoubleSummaryStatistics numbers = Arrays.stream(series.values()).summaryStatistics();
      line(
          csv,
          List.of(
              String.join(", ", member.identity()),
              date(panel, member, 0),
              date(panel, member, series.length() - 1L),
              Integer.toString(series.length()),
              Integer.toString(series.season()),
              Double.toString(numbers.getAverage()),
              Double.toString(numbers.getMin()),
              Double.toString(numbers.getMax())));
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, List<String> cells) {
    csv.append(String.join(",", cells.stream().map(ForecastFiles::quoted).toList())).append('\n');
  }
}
