package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.Predictions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Writes everything that a trial shows besides its model.
 *
 * @param loss of predictions for the first validation rows; the lower the better
 */
public record TrialReport(
    Prepared prepared, Prepared.Encoded encoded, ToDoubleFunction<Predictions> loss, long seed) {

  /**
   * Writes the files.
   *
   * @param validation what the model answered for the validation rows
   * @param measured how good that is
   */
  public void write(
      Candidate candidate,
      LoadedModel model,
      Predictions validation,
      Report measured,
      Path directory) {
    List<Report> reports = new ArrayList<>();
    reports.add(measured);
    reports.add(new Importance(model, prepared.validation().rows(), loss, seed));
    reports.add(new Provenance(prepared, candidate, seed));
    if (candidate.family() != ModelFamily.LINEAR) {
      reports.add(new EncodedSample(encoded, validation));
    }
    try {
      Files.createDirectories(directory);
      for (Report report : reports) {
        for (Map.Entry<String, byte[]> file : report.files().entrySet()) {
          Files.write(directory.resolve(file.getKey()), file.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
