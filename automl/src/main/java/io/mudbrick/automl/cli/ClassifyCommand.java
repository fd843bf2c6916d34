package io.mudbrick.automl.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mudbrick automl classify FILE-OR-TABLE --target T}. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Learn to predict a label from the rows of a CSV or Parquet file or a table.")
final class ClassifyCommand implements Runnable {
  @Mixin private WorkOptions work;
  @Mixin private TrainingOptions training;

  @Option(
      names = "--pos-label",
      paramLabel = "LABEL",
      description = "Of two labels, the one that precision, recall and F1 speak of.")
  private @Nullable String posLabel;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Query query = new Query();
    training.addTo(query);
    query.add("pos_label", posLabel);
    work.run(spec, "classify", query);
  }
}
