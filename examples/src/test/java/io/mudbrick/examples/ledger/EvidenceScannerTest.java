package io.mudbrick.examples.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceScannerTest {
  @TempDir private Path root;

  @Test
  void reads_witnesses_and_differences_of_java_and_python() throws IOException {
    write(
        "tracking/src/test/java/RunsTest.java",
        """
          %Witness(
              client = "mlflow-client 2.17.2 (Java)",
              routes = {"POST /a/{x}", "GET /b"})
          %KnownDifference(route = "GET /b", reason = "Pages are a little " + "longer (by one).")
        """);
    write(
        "scripts/witness/test_runs.py",
        """
        %witness(
            "mlflow 3.11.1",
            "GET /b",
        )
        """);

    assertThat(new EvidenceScanner(root).scan())
        .containsExactly(
            new Evidence(
                Evidence.Kind.WITNESS, "GET /b", "mlflow 3.11.1", "scripts/witness/test_runs.py"),
            new Evidence(
                Evidence.Kind.WITNESS,
                "POST /a/{x}",
                "mlflow-client 2.17.2 (Java)",
                "tracking/src/test/java/RunsTest.java"),
            new Evidence(
                Evidence.Kind.WITNESS,
                "GET /b",
                "mlflow-client 2.17.2 (Java)",
                "tracking/src/test/java/RunsTest.java"),
            new Evidence(
                Evidence.Kind.DIFFERENCE,
                "GET /b",
                "Pages are a little longer (by one).",
                "tracking/src/test/java/RunsTest.java"));
  }

  @Test
  void refuses_an_argument_that_is_no_literal() throws IOException {
    write("x/src/test/java/ATest.java", "  %Witness(client = client(), routes = ROUTES)\n");
    assertThatThrownBy(() -> new EvidenceScanner(root).scan())
        .hasMessageContaining("x/src/test/java/ATest.java: 1 annotation(s)");
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    // Written with % so that the scanner of the real ledger passes over this file.
    Files.writeString(file, text.replace('%', '@'));
  }
}
