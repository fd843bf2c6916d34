package io.mudbrick.examples.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How {@code scripts/fixture} makes one: the build knows the class path. */
@EnabledIfSystemProperty(named = "fixture.target", matches = ".+")
class StoreFixtureTest {
  private static final long LARGEST = 300_000;

  @Test
  void a_fixture_is_written_and_is_small_enough_for_the_repository() throws Exception {
    Path target = Path.of(System.getProperty("fixture.target"));
    StoreFixture.main(new String[] {target.toString()});
    assertThat(Files.size(target)).isLessThan(LARGEST);
  }
}
