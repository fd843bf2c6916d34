package io.mudbrick.platform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    CommandLine tree = Main.commandLine(words);
    tree.setOut(new PrintWriter(out, true));
    tree.setErr(new PrintWriter(err, true));
    return tree.execute(words);
  }

  @Test
  void a_bad_flag_exits_with_2_and_one_line() {
    assertThat(run("serve", "--prot", "5")).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("--prot").contains("mudbrick serve --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_port_out_of_range_exits_with_2() {
    assertThat(run("serve", "--port", "70000")).isEqualTo(2);
    assertThat(run("serve", "--port", "x")).isEqualTo(2);
  }

  @Test
  void an_unusable_directory_exits_with_1_and_one_line() {
    assertThat(run("serve", "--data", "/dev/null/x", "--port", "0")).isEqualTo(1);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("/dev/null/x");
  }

  @Test
  void help_names_every_command() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("serve").contains("version");
    assertThat(run("version")).isZero();
    assertThat(out.toString()).contains("Mudbrick");
  }
}
