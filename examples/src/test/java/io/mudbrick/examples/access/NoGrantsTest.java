package io.mudbrick.examples.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.Invocation;
import io.mudbrick.serving.Serving;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Tracking;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Unless the platform is open, who was granted nothing can do nothing, in Java as over REST. */
@MudbrickTest
class NoGrantsTest {
  @Test
  void somebody_without_grants_gets_at_nothing_of_others(Mudbrick admin) {
    World world = World.in(admin);
    world.serve("churn", "1");
    admin.module(Identity.class).createUser("nobody");
    Mudbrick nobody = admin.as("nobody");
    Catalog catalog = nobody.module(Catalog.class);
    List<ThrowingCallable> calls =
        List.of(
            () -> catalog.tables().open(World.CUSTOMERS).read().toRows(),
            () -> catalog.catalogs().create("mine"),
            () -> catalog.schemas().create("telco.mine"),
            () -> catalog.lineage().downstream(catalog.lineage().table(World.CUSTOMERS)),
            () -> nobody.module(Registry.class).load("models:/" + World.MODEL + "/1"),
            () -> nobody.module(Tracking.class).getRun(world.run),
            () -> nobody.module(Serving.class).invoke("churn", Invocation.of(Map.of())),
            () -> nobody.module(Serving.class).get("churn"),
            () -> nobody.module(Identity.class).createUser("more"));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              PlatformException.class,
              denied -> assertThat(denied.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    }
    assertThat(catalog.catalogs().list()).noneMatch(found -> found.name().equals("telco"));
    assertThat(nobody.module(Serving.class).list()).isEmpty();
  }
}
