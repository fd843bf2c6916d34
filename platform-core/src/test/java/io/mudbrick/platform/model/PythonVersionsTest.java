package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models name the versions with which the Python witnesses saw them load. */
class PythonVersionsTest {
  @TempDir private Path dir;

  @Test
  void requirements_of_models_are_those_of_the_witnesses() throws IOException {
    List<String> installed =
        Files.readAllLines(Path.of("..", "scripts", "witness", "requirements.txt")).stream()
            .map(line -> line.replace("xgboost-cpu==", "xgboost=="))
            .collect(Collectors.toList());
    Estimator.Format ubj = Estimator.Format.UBJ;
    List<NativeModel> models =
        List.of(
            NativeModel.xgboost(Trained.binary().ubj(), ubj),
            NativeModel.lightgbm(resource("lightgbm/binary.txt")),
            NativeModel.onnx(resource("onnx/tensor.onnx")));
    for (NativeModel model : models) {
      MlModel written = model.write(dir, MlModel.builder());
      assertThat(installed).containsAll(Files.readAllLines(dir.resolve("requirements.txt")));
      assertThat(installed).contains("mlflow==" + written.mlflowVersion());
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = PythonVersionsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
