package io.mudbrick.catalog.internal.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.ParquetDecodingException;

/** Decodes the pages of a flat column, each as a whole. */
@SuppressWarnings("deprecation") // old files have old encodings
final class PageDecoder {
  private static final Set<Encoding> KNOWN =
      EnumSet.of(
          Encoding.PLAIN,
          Encoding.PLAIN_DICTIONARY,
          Encoding.RLE_DICTIONARY,
          Encoding.RLE,
          Encoding.BIT_PACKED);

  private final ColumnDescriptor column;
  private final PageSink sink;
  private int[] numbers = {};
  private boolean[] bits = {};

  PageDecoder(ColumnDescriptor column, PageSink sink) {
    this.column = column;
    this.sink = sink;
  }

  /** Whether pages with no other encodings can be decoded here. */
  static boolean knows(Set<Encoding> encodings) {
    return KNOWN.containsAll(encodings);
  }

  /** All pages of a row group. */
  void read(PageReader pages) throws IOException {
    DictionaryPage dictionary = pages.readDictionaryPage();
    if (dictionary != null) {
      sink.setDictionary(dictionary.decode(column), dictionary.getDictionarySize());
    }
    for (DataPage page = pages.readPage(); page != null; page = pages.readPage()) {
      if (page instanceof DataPageV1 first) {
        read(first);
      } else {
        read((DataPageV2) page);
      }
    }
  }

  private void read(DataPageV1 page) throws IOException {
    ByteBuffer bytes = littleEndian(page.getBytes());
    int count = page.getValueCount();
    int present = count;
    if (column.getMaxDefinitionLevel() > 0) {
      if (page.getDlEncoding() == Encoding.RLE) {
        int length = bytes.getInt();
        ByteBuffer levels = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        present = levels(levels, count);
      } else {
        present = packedLevels(bytes, count);
      }
    }
    values(bytes.slice().order(ByteOrder.LITTLE_ENDIAN), page.getValueEncoding(), present, count);
  }

  private void read(DataPageV2 page) throws IOException {
    int count = page.getValueCount();
    int present =
        column.getMaxDefinitionLevel() > 0
            ? levels(littleEndian(page.getDefinitionLevels()), count)
            : count;
    values(littleEndian(page.getData()), page.getDataEncoding(), present, count);
  }

  private static ByteBuffer littleEndian(BytesInput bytes) throws IOException {
    ByteBufferInputStream stream = bytes.toInputStream();
    return stream.slice(stream.available()).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Notes where values are absent, and returns how many are not. */
  private int levels(ByteBuffer from, int count) {
    room(count);
    RunDecoder.decode(from, 1, numbers, count);
    int present = 0;
    for (int i = 0; i < count; i++) {
      bits[i] = numbers[i] == 0;
      present += numbers[i];
    }
    return present;
  }

  /** As old files have them: the first one is the uppermost bit. */
  private int packedLevels(ByteBuffer from, int count) {
    room(count);
    int present = 0;
    int start = from.position();
    for (int i = 0; i < count; i++) {
      int level = from.get(start + (i >>> 3)) >>> (7 - (i & 7)) & 1;
      bits[i] = level == 0;
      present += level;
    }
    from.position(start + (count + 7) / 8);
    return present;
  }

  private void room(int count) {
    if (numbers.length < count) {
      numbers = new int[count];
      bits = new boolean[count];
    }
  }

  private void values(ByteBuffer from, Encoding encoding, int present, int count) {
    boolean[] absent = bits;
    if (present > 0) {
      switch (encoding) {
        case PLAIN -> sink.addPlain(from, present);
        case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
          room(count);
          RunDecoder.decode(from, from.get(), numbers, present);
          sink.addNumbers(numbers, present);
        }
        case RLE -> {
          from.getInt(); // how long it is
          sink.addBits(booleans(from, present), present);
        }
        default -> throw new ParquetDecodingException("Values in " + encoding);
      }
    }
    if (present < count) {
      sink.spread(present, absent, count);
    }
  }

  private static boolean[] booleans(ByteBuffer from, int count) {
    int[] read = new int[count];
    RunDecoder.decode(from, 1, read, count);
    boolean[] booleans = new boolean[count];
    for (int i = 0; i < count; i++) {
      booleans[i] = read[i] == 1;
    }
    return booleans;
  }
}
