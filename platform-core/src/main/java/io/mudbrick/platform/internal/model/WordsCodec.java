package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** {@link ColumnEncoder.Words}: the TF-IDF of a text's terms. */
final class WordsCodec extends ColumnCodec {
  private final Map<String, Integer> index;
  private final double[] weights;

  WordsCodec(String column, ColumnEncoder.Words words) {
    super(words.terms().stream().map(term -> column + ":" + term).toList());
    this.index = index(words.terms());
    this.weights = words.weights().stream().mapToDouble(Double::doubleValue).toArray();
    if (weights.length != index.size()) {
      throw ModelErrors.malformed("preparation", "there are not as many weights as terms");
    }
  }

  @Override
  public void encode(Column column, int row, float[] out, int at) {
    int width = weights.length;
    Arrays.fill(out, at, at + width, 0);
    String text = column.text(row);
    if (text == null) {
      return;
    }
    terms(
        text,
        term -> {
          Integer hit = index.get(term);
          if (hit != null) {
            out[at + hit]++;
          }
        });
    double squares = 0;
    for (int i = 0; i < width; i++) {
      if (out[at + i] > 0) {
        double value = (1 + StrictMath.log(out[at + i])) * weights[i];
        squares += value * value;
        out[at + i] = (float) value;
      }
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < width && length > 0; i++) {
      out[at + i] = (float) (out[at + i] / length);
    }
  }

  /** Words of two characters at the least in lower case, and pairs of neighbours. */
  static void terms(String text, Consumer<String> each) {
    String lower = text.toLowerCase(Locale.ROOT);
    String before = "";
    int from = 0;
    int next = 0;
    for (int i = 0; i <= lower.length(); i = next) {
      int c = i < lower.length() ? lower.codePointAt(i) : ' ';
      next = i + Character.charCount(c);
      if (inWord(c)) {
        continue;
      }
      if (lower.codePointCount(from, i) >= 2) {
        String word = lower.substring(from, i);
        each.accept(word);
        if (!before.isEmpty()) {
          each.accept(before + " " + word);
        }
        before = word;
      }
      from = next;
    }
  }

  /** What Python's {@code \w} is. */
  private static boolean inWord(int c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || Character.getType(c) == Character.OTHER_NUMBER
        || Character.getType(c) == Character.LETTER_NUMBER;
  }
}
