package io.mudbrick.featurestore.internal.online;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;

/** Rows that go to a file. */
record FileSink(RowFileWriter writer) implements RowSink {
  private static final int STEP = 100_000;

  @Override
  public void write(SourceRows rows, LongConsumer progress) {
    try {
      for (int i = 0; i < rows.size(); i++) {
        writer.add(rows.key(i).bytes(), new Row(rows.time(i), rows.payload(i)));
        if ((i + 1) % STEP == 0) {
          progress.accept(i + 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.accept(rows.size());
  }

  @Override
  public long count() {
    return writer.rows();
  }
}
