package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.Frame;
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
 * @param validationRows the raw rows that the trial is judged on
 * @param encodedValidation the same rows as the estimator sees them
 * @param loss of predictions for the first validation rows; the lower the better
 */
public record TrialReport(
    Prepared prepared,
    Frame validationRows,
    FeatureMatrix encodedValidation,
    ToDoubleFunction<Predictions> loss,
    long seed) {

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
    reports.add(new Importance(model, validationRows, loss, seed));
    reports.add(new Provenance(prepared, candidate, seed));
    if (candidate.family() != ModelFamily.LINEAR) {
      reports.add(new EncodedSample(encodedValidation, validation));
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
