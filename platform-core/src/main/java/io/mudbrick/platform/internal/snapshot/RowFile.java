package io.mudbrick.platform.internal.snapshot;

import io.mudbrick.platform.internal.snapshot.ScopedTable.Column;
import io.mudbrick.platform.sql.Row;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of a table in a file, so that a large workspace takes no memory. */
final class RowFile {
  private static final int ROW = 1;
  private static final int END = 0;
  private static final int BATCH = 500;

  private RowFile() {}

  /** Writes rows one by one. */
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;
    private final List<Column> columns;

    Writer(Path file, List<Column> columns) throws IOException {
      this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
      this.columns = columns;
    }

    void add(Row row) {
      try {
        out.writeByte(ROW);
        for (int i = 0; i < columns.size(); i++) {
          write(row, i + 1, columns.get(i));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void write(Row row, int i, Column column) throws IOException {
      switch (column.kind()) {
        case NUMBER -> {
          Long value = row.nullableNumber(i);
          out.writeBoolean(value != null);
          if (value != null) {
            out.writeLong(value);
          }
        }
        case REAL -> {
          Double value = row.nullableReal(i);
          out.writeBoolean(value != null);
          if (value != null) {
            out.writeDouble(value);
          }
        }
        case TEXT -> {
          String value = row.nullableString(i);
          bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        }
        case BYTES -> bytes(row.nullableBytes(i));
      }
    }

    private void bytes(byte @Nullable [] value) throws IOException {
      out.writeBoolean(value != null);
      if (value != null) {
        out.writeInt(value.length);
        out.write(value);
      }
    }

    @Override
    public void close() throws IOException {
      out.writeByte(END);
      out.close();
    }
  }

  /** Hands the rows on, some hundred at a time. */
  static void read(Path file, List<Column> columns, Consumer<List<@Nullable Object[]>> batches)
      throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      List<@Nullable Object[]> batch = new ArrayList<>();
      while (in.readByte() == ROW) {
        @Nullable Object[] row = new @Nullable Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = in.readBoolean() ? read(in, columns.get(i)) : null;
        }
        batch.add(row);
        if (batch.size() == BATCH) {
          batches.accept(batch);
          batch = new ArrayList<>();
        }
      }
      if (!batch.isEmpty()) {
        batches.accept(batch);
      }
    }
  }

  private static Object read(DataInputStream in, Column column) throws IOException {
    return switch (column.kind()) {
      case NUMBER -> in.readLong();
      case REAL -> in.readDouble();
      case TEXT -> new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      case BYTES -> in.readNBytes(in.readInt());
    };
  }
}
