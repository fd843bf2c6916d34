package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** What tracking promises, whichever door one comes in by. */
@MudbrickTest
abstract class TrackingContract {
  static final String DEFAULT = "0";

  Tracking tracking;

  /** The door. */
  abstract Tracking open(Mudbrick platform);

  @BeforeEach
  void come_in(Mudbrick platform) {
    tracking = open(platform);
  }

  static void assertRefused(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.message()).isEqualTo(message);
            });
  }
}
