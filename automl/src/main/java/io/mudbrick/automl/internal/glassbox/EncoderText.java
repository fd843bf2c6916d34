package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.platform.model.ColumnEncoder;
import java.util.List;
import java.util.Locale;

/** Fitted steps in words. */
final class EncoderText {
  private static final int MOST_NAMED = 6;

  private EncoderText() {}

  static String of(ColumnEncoder encoder) {
    if (encoder instanceof ColumnEncoder.Numeric numeric) {
      return numeric(numeric);
    }
    if (encoder instanceof ColumnEncoder.Shaped shaped) {
      return (shaped.shape() == ColumnEncoder.Shape.NONE
              ? "drawn into its range, "
              : "drawn into its range, logarithm, ")
          + numeric(shaped.numeric());
    }
    if (encoder instanceof ColumnEncoder.OneHot oneHot) {
      return "one-hot: " + named(oneHot.categories());
    }
    if (encoder instanceof ColumnEncoder.Ordinal ordinal) {
      return "code of the category: " + named(ordinal.categories());
    }
    if (encoder instanceof ColumnEncoder.Hashed hashed) {
      return "hashed into " + hashed.buckets() + " buckets";
    }
    if (encoder instanceof ColumnEncoder.Lookup lookup) {
      return "for each of "
          + lookup.values().size()
          + " categories its "
          + String.join(", ", lookup.outputs().stream().limit(MOST_NAMED).toList());
    }
    if (encoder instanceof ColumnEncoder.Words words) {
      return "TF-IDF of " + words.terms().size() + " terms";
    }
    if (encoder instanceof ColumnEncoder.DateParts dates) {
      return "parts of the date: "
          + named(dates.parts().stream().map(part -> lower(part.part().name())).toList());
    }
    if (encoder instanceof ColumnEncoder.Imputed imputed) {
      return "missing read as " + imputed.value() + ", " + of(imputed.then());
    }
    if (encoder instanceof ColumnEncoder.Parsed parsed) {
      return "read as " + lower(parsed.reading().name()) + ", " + of(parsed.then());
    }
    if (encoder instanceof ColumnEncoder.Elements elements) {
      return "list of " + elements.elements().size() + " numbers";
    }
    return encoder instanceof ColumnEncoder.TargetMean ? "mean target of the category" : "as it is";
  }

  private static String numeric(ColumnEncoder.Numeric numeric) {
    StringBuilder text = new StringBuilder();
    Double impute = numeric.impute();
    if (impute != null) {
      text.append("missing is ").append(rounded(impute)).append(", ");
    }
    if (numeric.missingIndicator()) {
      text.append("marked, ");
    }
    if (numeric.shift() != 0 || numeric.scale() != 1) {
      text.append("minus ").append(rounded(numeric.shift()));
      text.append(", over ").append(rounded(numeric.scale()));
      return text.toString();
    }
    return text.append("number as it is").toString();
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String named(List<String> names) {
    int more = names.size() - MOST_NAMED;
    String first = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
