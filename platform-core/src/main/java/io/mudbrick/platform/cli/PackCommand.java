package io.mudbrick.platform.cli;

import io.mudbrick.platform.internal.model.ModelCommands;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick pack}: a model file of another library becomes a model directory of MLflow's. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write a model file of another library as a model in MLflow's format. What cannot be",
      "scored is refused."
    })
final class PackCommand implements Runnable {
  @Option(
      names = "--flavor",
      required = true,
      paramLabel = "NAME",
      description = "xgboost, lightgbm, onnx or tribuo.")
  private String flavor;

  @Parameters(index = "0", paramLabel = "FILE", description = "As the library saved it.")
  private Path file;

  @Parameters(index = "1", paramLabel = "TARGET", description = "The model directory to write.")
  private Path target;

  @Override
  public void run() {
    ModelCommands.pack(flavor, file, target);
  }
}
