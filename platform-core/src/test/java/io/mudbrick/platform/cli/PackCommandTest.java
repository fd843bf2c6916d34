package io.mudbrick.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.model.MlModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PackCommandTest {
  @TempDir private Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_file_of_a_library_is_packed_and_answers_rows() throws IOException {
    Path file = dir.resolve("model.txt");
    Files.write(file, resource("lightgbm/multiclass.txt"));
    Path model = dir.resolve("model");
    assertThat(run("pack", "--flavor", "lightgbm", file, model)).isZero();
    assertThat(model.resolve("MLmodel")).exists();
    Path rows = dir.resolve("rows.json");
    Files.writeString(
        rows,
        "{\"dataframe_split\": {\"columns\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"k\"],"
            + " \"data\": [[1, null, 0, 0, 2, 3]]}}");
    assertThat(run("predict", model, rows)).isZero();
    String split = out.toString();
    assertThat(split).startsWith("{\"predictions\":[[0.");
    Files.writeString(
        rows,
        "{\"dataframe_records\": [{\"a\": 1, \"b\": null, \"c\": 0, \"d\": 0, \"e\": 2, \"k\": 3}]}");
    assertThat(run("predict", model, rows)).isZero();
    assertThat(out.toString()).isEqualTo(split + split);
  }

  @Test
  void what_cannot_be_packed_is_refused_with_the_reason() throws IOException {
    Path file = dir.resolve("model.bin");
    Files.writeString(file, "pickle");
    assertThat(run("pack", "--flavor", "sklearn", file, dir.resolve("m"))).isEqualTo(1);
    assertThat(err.toString()).contains("no flavor 'sklearn'");
    assertThat(run("pack", "--flavor", "onnx", file, dir.resolve("m"))).isEqualTo(1);
    assertThat(err.toString()).contains("Malformed ONNX model");
    assertThat(run("pack", "--flavor", "onnx", dir.resolve("none"), dir.resolve("m"))).isEqualTo(1);
    assertThat(dir.resolve("m")).doesNotExist();
  }

  private int run(Object... words) {
    String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    CommandLine line = Main.commandLine(args);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(args);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = MlModel.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
