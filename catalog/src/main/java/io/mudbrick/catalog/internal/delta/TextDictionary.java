package io.mudbrick.catalog.internal.delta;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.jspecify.annotations.Nullable;

/** The texts of a column, numbered as they come. */
final class TextDictionary {
  /** Parquet's own limit. */
  static final int MOST_BYTES = 1 << 20;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<byte[]> texts = new ArrayList<>();
  private int bytes;
  private @Nullable String last;
  private int lastNumber;

  /** The number of a text; -1 when it is new and does not fit any more. */
  int number(String text) {
    if (text.equals(last)) {
      return lastNumber;
    }
    Integer known = numbers.get(text);
    int number = known == null ? add(text) : known;
    last = number < 0 ? last : text;
    lastNumber = number < 0 ? lastNumber : number;
    return number;
  }

  private int add(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > MOST_BYTES - bytes - Integer.BYTES) {
      return -1;
    }
    bytes += Integer.BYTES + encoded.length;
    numbers.put(text, texts.size());
    texts.add(encoded);
    return texts.size() - 1;
  }

  /** A text, in UTF-8. */
  byte[] text(int number) {
    return texts.get(number);
  }

  int size() {
    return texts.size();
  }

  DictionaryPage page() {
    PlainTexts plain = new PlainTexts();
    texts.forEach(plain::add);
    return new DictionaryPage(plain.take(), size(), Encoding.PLAIN);
  }
}
