package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.internal.calendar.PublicHolidays;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder.DatePart;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The public holidays of the years that rows know, and of some to come. */
final class KnownHolidays {
  private static final int FIRST_YEAR = 1950;
  private static final int LAST_YEAR = 2100;
  private static final int YEARS_TO_COME = 10;

  private KnownHolidays() {}

  /**
   * Those of a country; none when no year is known, or one is no year of ours.
   *
   * @param rows as features read them
   */
  static List<LocalDate> of(String country, List<Feature> features, Frame rows) {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (Feature feature : features) {
      if (feature.use() == Meaning.Use.TIME) {
        Column column = rows.column(feature.name());
        Frame one = Frame.of(Map.of(feature.name(), column));
        FeatureMatrix years =
            Preparation.fit(one)
                .dateParts(feature.name(), List.of(DatePart.YEAR), Numbers.FOR_TREES)
                .build()
                .apply(one);
        for (float year : years.values()) {
          first = Float.isNaN(year) ? first : Math.min(first, (int) year);
          last = Float.isNaN(year) ? last : Math.max(last, (int) year);
        }
      }
    }
    boolean plausible = first >= FIRST_YEAR && last <= LAST_YEAR && first <= last;
    return plausible ? PublicHolidays.of(country).between(first, last + YEARS_TO_COME) : List.of();
  }
}
