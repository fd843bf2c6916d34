package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFilesTest {
  @TempDir Path folder;

  @Test
  void a_spreadsheets_mark_before_the_first_name_is_left_out() throws IOException {
    assertThat(RowFiles.read(file("\uFEFFa,y\n1,x\n")).names()).containsExactly("a", "y");
  }

  @Test
  void other_separators_are_told() throws IOException {
    Path file = file("a;y\n1;x\n");
    assertThatThrownBy(() -> RowFiles.read(file))
        .isInstanceOf(PlatformException.class)
        .hasMessage("The file has one column, 'a;y': columns are separated by commas.");
  }

  @Test
  void a_text_of_other_letters_is_told() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "caf\u00e9,y\n1,x\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> RowFiles.read(file))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    assertThatThrownBy(() -> RowFiles.read(folder.resolve("none.csv")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("none.csv");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rows.csv"), text);
  }
}
