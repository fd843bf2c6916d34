package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.featurestore.FeatureSpec.Computed;
import io.mudbrick.featurestore.FeatureSpec.Declared;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.FeatureSpec.Table;
import io.mudbrick.featurestore.internal.FunctionErrors;
import java.util.List;

/** How large a spec may be: as in the product. */
public final class SpecLimits {
  private static final int TABLES = 50;
  private static final int FUNCTIONS = 100;
  private static final int FEATURES = 1000;

  private SpecLimits() {}

  public static void check(List<SpecColumn> columns, List<Table> tables) {
    most("feature tables", TABLES, tables.size());
    most("feature functions", FUNCTIONS, count(columns, Computed.class));
    most(
        "features",
        FEATURES,
        count(columns, Computed.class)
            + count(columns, LookedUp.class)
            + count(columns, Declared.class));
  }

  private static int count(List<SpecColumn> columns, Class<? extends SpecColumn> kind) {
    return (int) columns.stream().filter(kind::isInstance).count();
  }

  private static void most(String what, int most, int given) {
    if (given > most) {
      throw FunctionErrors.tooMany(what, most, given);
    }
  }
}
