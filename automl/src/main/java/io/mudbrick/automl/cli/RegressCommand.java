package io.mudbrick.automl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mudbrick automl regress FILE-OR-TABLE --target T}. */
@Command(
    name = "regress",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Learn to predict a number from the rows of a CSV or Parquet file or a table.")
final class RegressCommand implements Runnable {
  @Mixin private WorkOptions work;
  @Mixin private TrainingOptions training;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Query query = new Query();
    training.addTo(query);
    work.run(spec, "regress", query);
  }
}
