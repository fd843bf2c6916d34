package io.mudbrick.automl.internal.report;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Comma-separated values as RFC 4180 has them, but with bare line feeds. Not thread-safe. */
final class Csv {
  private final StringBuilder out = new StringBuilder();

  Csv(List<String> header) {
    line(header);
  }

  Csv line(List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
    }
    out.append('\n');
    return this;
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String cell) {
    return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }
}
