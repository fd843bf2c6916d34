package io.mudbrick.serving.internal;

import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.serving.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind a served entity, loaded: a model, or a feature spec. Thread-safe. */
public interface Served extends AutoCloseable {

  /**
   * @param params of the request, checked here; null for none
   */
  Answer.Content answer(Frame rows, @Nullable Object params);

  /** The names of the columns of rows that come without. */
  List<String> columns();

  /** What it takes and gives; null when it does not say. */
  @Nullable ModelSignature signature();

  /**
   * Answers rows until the code is warm.
   *
   * @return how many rows
   */
  int warmUp();

  @Override
  void close();
}
