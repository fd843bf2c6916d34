package io.mudbrick.serving.rest.mudbrick;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Frames as one CSV text, written as they come. What is null is empty. */
final class CsvReply {
  private CsvReply() {}

  static HttpReply of(Stream<Frame> frames) {
    Iterator<Frame> rest = frames.iterator();
    // Now, while it still can be refused.
    Frame first = rest.hasNext() ? rest.next() : null;
    return HttpReply.stream(
        "text/csv; charset=utf-8",
        -1,
        out -> {
          try (frames) {
            if (first != null) {
              write(out, first, rest);
            }
          }
        });
  }

  private static void write(OutputStream out, Frame first, Iterator<Frame> rest)
      throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CsvWriter csv = CsvWriter.builder().build(text);
    csv.writeRecord(first.names());
    rows(csv, first);
    while (rest.hasNext()) {
      rows(csv, rest.next());
    }
    csv.flush();
  }

  private static void rows(CsvWriter csv, Frame frame) {
    List<Column> columns = List.copyOf(frame.columns().values());
    for (int row = 0; row < frame.rows(); row++) {
      List<String> cells = new ArrayList<>(columns.size());
      for (Column column : columns) {
        String cell = column.text(row);
        cells.add(cell == null ? "" : cell);
      }
      csv.writeRecord(cells);
    }
  }
}
