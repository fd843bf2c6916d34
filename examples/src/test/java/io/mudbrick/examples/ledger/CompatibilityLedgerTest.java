package io.mudbrick.examples.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/compatibility.md} to the tests; {@code -Dledger.update=true} rewrites it. */
class CompatibilityLedgerTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path PAGE = ROOT.resolve("docs/compatibility.md");

  @Test
  void the_ledger_says_what_the_tests_show(@TempDir Path data) throws IOException {
    Ledger ledger;
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      ledger = new Ledger(platform.routes(), new EvidenceScanner(ROOT).scan());
    }
    assertThat(ledger.unknownRoutes()).as("annotations that name a route nobody answers").isEmpty();
    if (Boolean.getBoolean("ledger.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, ledger.render());
    }
    assertThat(PAGE)
        .as("out of date: run this test with -Dledger.update=true and look at the difference")
        .hasContent(ledger.render());
  }
}
