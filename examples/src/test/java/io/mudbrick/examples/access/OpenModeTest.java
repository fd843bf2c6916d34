package io.mudbrick.examples.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.examples.access.Rule.Role;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import org.junit.jupiter.api.Test;

/** {@code Mudbrick.builder().open(true)}: one switch, and nobody is asked who they are. */
@MudbrickTest(open = true)
class OpenModeTest {
  @Test
  void whoever_brings_no_token_may_do_everything(Mudbrick admin) throws Exception {
    assertThat(RolesTest.wrong(admin, Role.ADMIN, false)).isEmpty();
  }
}
