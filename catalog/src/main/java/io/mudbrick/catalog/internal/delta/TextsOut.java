package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts: by their numbers in a dictionary until that is full, and as they are from then on,
 * or from the beginning if a sample says that they hardly repeat.
 */
final class TextsOut extends PageOut {
  private static final int BYTES_A_PAGE = 1 << 20;
  private static final int SAMPLE = 1024;
  private static final int SLAB = 64;

  private final PageWriter pages;
  private final @Nullable String[] texts;
  private final TextDictionary dictionary = new TextDictionary();
  private boolean numbering;

  /** The page as numbers. */
  private int[] numbers = new int[GroupPart.SLICE];

  private int count;

  /** The numbers that the page has seen. */
  private boolean[] seen = new boolean[GroupPart.SLICE];

  /** The page as texts. */
  private final PlainTexts plain = new PlainTexts();

  private final Extreme least = new Extreme(-1);
  private final Extreme greatest = new Extreme(1);

  TextsOut(ColumnVector column, ColumnDescriptor descriptor, PageWriter pages) {
    super(column, descriptor, pages);
    this.pages = pages;
    this.texts = column.strings();
    this.numbering = repeat(column);
  }

  /** By a sample: whether a dictionary would hold at most half of the texts, and not too much. */
  private static boolean repeat(ColumnVector column) {
    int size = Math.min(column.size(), SAMPLE);
    Set<String> different = new HashSet<>();
    long present = 0;
    long length = 0;
    for (int i = 0; i < size; i++) {
      String text = column.strings()[(int) ((long) i * column.size() / size)];
      if (text != null) {
        present++;
        length += different.add(text) ? text.length() : 0;
      }
    }
    if (different.isEmpty()) {
      return true;
    }
    long alike = present - different.size();
    long all = column.size() * present / size;
    // Of texts drawn evenly from so many, as many pairs would be alike.
    long expected = alike == 0 ? all : Math.min(all, present * present / (2 * alike));
    return expected <= all / 2
        && expected * (length / different.size()) <= TextDictionary.MOST_BYTES;
  }

  @Override
  int take(int from, int to) {
    int row = from;
    for (; row < to && !isFull(); row++) {
      if (isNull(row)) {
        continue;
      }
      String text = Objects.requireNonNull(texts[row]);
      if (!numbering) {
        add(text.getBytes(StandardCharsets.UTF_8));
      } else if (!number(text)) {
        return row;
      }
    }
    return row;
  }

  private void add(byte[] text) {
    plain.add(text);
    see(text);
  }

  private void see(byte[] text) {
    least.see(text);
    greatest.see(text);
  }

  /** Adds a text by its number; false when the dictionary is full, and the page therefore ends. */
  private boolean number(String text) {
    int number = dictionary.number(text);
    if (number < 0) {
      numbering = false;
      return false;
    }
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = number;
    if (number >= seen.length) {
      seen = Arrays.copyOf(seen, 2 * number);
    }
    if (!seen[number]) {
      seen[number] = true;
      see(dictionary.text(number));
    }
    return true;
  }

  @Override
  boolean isFull() {
    return plain.size() >= BYTES_A_PAGE || (count > 0 && !numbering);
  }

  @Override
  long bytes() {
    return plain.size() + (long) count * Integer.BYTES;
  }

  @Override
  Encoding encoding() {
    return count > 0 ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  @Override
  BytesInput values(int present, Statistics<?> statistics) throws IOException {
    least.tell(statistics);
    greatest.tell(statistics);
    return count > 0 ? numbers() : plain.take();
  }

  private BytesInput numbers() throws IOException {
    int width = BytesUtils.getWidthFromMaxInt(dictionary.size() - 1);
    RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            width, SLAB, TextDictionary.MOST_BYTES, new HeapByteBufferAllocator());
    for (int i = 0; i < count; i++) {
      encoder.writeInt(numbers[i]);
    }
    count = 0;
    Arrays.fill(seen, false);
    return BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.toBytes());
  }

  @Override
  void finish() {
    super.finish();
    if (dictionary.size() > 0) {
      try {
        pages.writeDictionaryPage(dictionary.page());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
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
