package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Texts that hardly repeat, such as ids, or that are long, such as what was asked of a model. */
final class PlainTexts extends PlainOut {
  private static final int SAMPLE = 1024;

  /** Parquet throws a dictionary away that grows beyond this. */
  private static final long LARGEST_DICTIONARY = 1 << 20;

  private final @Nullable String[] texts;

  /** Each text behind its length. */
  private byte[] page = new byte[1 << 16];

  private int filled;
  private final Extreme least = new Extreme(-1);
  private final Extreme greatest = new Extreme(1);

  PlainTexts(ColumnVector column, ColumnDescriptor descriptor, PageWriter pages) {
    super(column, descriptor, pages);
    this.texts = column.strings();
  }

  /** By a sample: whether a dictionary would hold more than half of the texts, or too much. */
  static boolean hardlyRepeat(ColumnVector column) {
    int size = Math.min(column.size(), SAMPLE);
    Set<String> different = new HashSet<>();
    long present = 0;
    long length = 0;
    for (int i = 0; i < size; i++) {
      int row = (int) ((long) i * column.size() / size);
      if (!column.isNull(row)) {
        String text = Objects.requireNonNull(column.strings()[row]);
        present++;
        length += different.add(text) ? text.length() : 0;
      }
    }
    long alike = present - different.size();
    long expected = alike == 0 ? column.size() : present * present / (2 * alike);
    return present > 0
        && (expected > column.size() / 2
            || expected * (length / different.size()) > LARGEST_DICTIONARY);
  }

  @Override
  int take(int from, int to) {
    int row = from;
    for (; row < to && filled < BYTES_A_PAGE; row++) {
      if (!isNull(row)) {
        byte[] text = Objects.requireNonNull(texts[row]).getBytes(StandardCharsets.UTF_8);
        add(text);
        least.see(text);
        greatest.see(text);
      }
    }
    return row;
  }

  private void add(byte[] text) {
    int needed = Math.addExact(filled, Math.addExact(Integer.BYTES, text.length));
    if (needed > page.length) {
      page = Arrays.copyOf(page, Math.max(needed, page.length + (page.length >> 1)));
    }
    ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(filled, text.length);
    System.arraycopy(text, 0, page, filled + Integer.BYTES, text.length);
    filled = needed;
  }

  @Override
  long bytes() {
    return filled;
  }

  @Override
  BytesInput values(int present, Statistics<?> statistics) {
    least.tell(statistics);
    greatest.tell(statistics);
    int length = filled;
    filled = 0;
    return BytesInput.from(page, 0, length);
  }

  /** The text of a page that comes first or last by its bytes. */
  private static final class Extreme {
    private final int direction;
    private byte @Nullable [] text;

    Extreme(int direction) {
      this.direction = direction;
    }

    void see(byte[] other) {
      if (text == null || Integer.signum(Arrays.compareUnsigned(other, text)) == direction) {
        text = other;
      }
    }

    void tell(Statistics<?> statistics) {
      if (text != null) {
        statistics.updateStats(Binary.fromConstantByteArray(text));
        text = null;
      }
    }
  }
}
