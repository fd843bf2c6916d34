package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.platform.model.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The fitted preparations of a trial, a line each step. */
final class PreparationText {
  private PreparationText() {}

  static List<String> of(TrialFacts facts) {
    List<String> lines = new ArrayList<>();
    Set<Encoding> encodings = encodings(facts);
    for (Encoding encoding : encodings) {
      if (encodings.size() > 1) {
        lines.add("for " + encoding.name().toLowerCase(Locale.ROOT) + ":");
      }
      for (Preparation.Step step : facts.prepared().encoded(encoding).preparation().steps()) {
        lines.add(step.column() + ": " + EncoderText.of(step.encoder()));
      }
    }
    return lines;
  }

  private static Set<Encoding> encodings(TrialFacts facts) {
    Set<Encoding> encodings = new TreeSet<>();
    facts.members().forEach(part -> encodings.add(Candidates.encoding(part.learner())));
    return encodings;
  }
}
