package io.mudbrick.serving.internal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.MlModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scores a model's input example, so that the first request meets code that has run. */
final class WarmUp {
  private static final int ROUNDS = 100;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_ROWS = 8;

  private WarmUp() {}

  /** The number of rows scored; 0 for a model without an example that fits. */
  static int of(ServedModel served) {
    LoadedModel model = served.model();
    MlModel.InputExample example = model.descriptor().inputExample();
    if (example == null || example.servingPath() == null) {
      return 0;
    }
    Path file = model.dir().resolve(example.servingPath());
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return 0;
      }
      Frame rows = InvocationBody.rows(Json.object(Files.readString(file)), served.columns());
      Frame few = rows.slice(0, Math.min(MAX_ROWS, rows.rows()));
      for (int i = 0; i < ROUNDS; i++) {
        model.predict(few);
      }
      return ROUNDS * few.rows();
    } catch (IOException | PlatformException unfit) {
      // An example that nobody can read or score says nothing about the rows that are to come.
      return 0;
    }
  }
}
