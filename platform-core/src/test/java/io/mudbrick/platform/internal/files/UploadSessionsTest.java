package io.mudbrick.platform.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FilePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadSessionsTest {
  @TempDir Path directory;

  @Test
  void parts_are_joined_by_their_etags_with_and_without_quotes() throws IOException {
    UploadSessions sut = new UploadSessions(new Staging(directory, Ids.random()));
    String session = sut.create();
    String one = sut.put(session, 1, content("one"));
    String two = sut.put(session, 2, content("two"));

    var parts = List.of(new FilePart(1, one), new FilePart(2, '"' + two + '"'));
    assertThat(sut.joined(session, parts).readAllBytes()).asString().isEqualTo("onetwo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "../../etc", "0-0/../1", "deadbeef-7"})
  void an_etag_that_was_not_given_is_refused(String etag) throws IOException {
    UploadSessions sut = new UploadSessions(new Staging(directory, Ids.random()));
    String session = sut.create();
    sut.put(session, 1, content("one"));

    assertThatThrownBy(() -> sut.joined(session, List.of(new FilePart(1, etag))))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
  }

  private static ByteArrayInputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
