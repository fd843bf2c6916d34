package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Scorer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads columns that a caller may leave out, and did, as missing values. */
final class OptionalInputs implements Scorer {
  private final Scorer scorer;
  private final List<String> names;

  private OptionalInputs(Scorer scorer, List<String> names) {
    this.scorer = scorer;
    this.names = List.copyOf(names);
  }

  /** That scorer, for rows that lack what the model's signature does not require. */
  static Scorer of(Scorer scorer, MlModel model) {
    ModelSignature signature = model.signature();
    List<String> names = new ArrayList<>();
    if (signature != null) {
      for (Field field : signature.inputs().fields()) {
        String name = field.name();
        if (name != null && !field.required()) {
          names.add(name);
        }
      }
    }
    return names.isEmpty() ? scorer : new OptionalInputs(scorer, names);
  }

  private Frame filled(Frame rows) {
    Frame filled = rows;
    for (String name : names) {
      if (rows.find(name) == null) {
        filled = filled.with(name, Column.objects(new @Nullable Object[rows.rows()]));
      }
    }
    return filled;
  }

  @Override
  public Predictions score(Frame rows) {
    return scorer.score(filled(rows));
  }

  @Override
  public Contributions contributions(Frame rows) {
    return scorer.contributions(filled(rows));
  }

  @Override
  public Contributions contributionsByColumn(Frame rows) {
    return scorer.contributionsByColumn(filled(rows));
  }
}
