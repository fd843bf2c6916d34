package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Grants that change while calls run. */
@MudbrickTest
class RevokeTest {
  private static final SecurableRef SCHEMA = SecurableRef.schema("workspace.default");

  @Test
  void no_call_that_begins_after_a_revoke_returned_succeeds(Mudbrick admin) throws Exception {
    admin.module(Identity.class).createUser("ana");
    Grants root = admin.module(Catalog.class).grants();
    Catalog ana = admin.as("ana").module(Catalog.class);
    AtomicBoolean stop = new AtomicBoolean();
    // Odd while the privilege is granted or being changed, even once a revoke has returned.
    AtomicLong epoch = new AtomicLong();
    AtomicLong allowed = new AtomicLong();
    AtomicLong late = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(
            pool.submit(
                () -> {
                  while (!stop.get()) {
                    long before = epoch.get();
                    boolean may = ana.grants().allows(SCHEMA, Privilege.MODIFY);
                    allowed.addAndGet(may ? 1 : 0);
                    if (may && before % 2 == 0 && epoch.get() == before) {
                      late.incrementAndGet();
                    }
                  }
                }));
      }
      for (int round = 0; round < 50; round++) {
        epoch.incrementAndGet();
        root.grant(SCHEMA, "ana", Privilege.MODIFY);
        root.revoke(SCHEMA, "ana", Privilege.MODIFY);
        epoch.incrementAndGet();
        assertThat(ana.grants().allows(SCHEMA, Privilege.MODIFY)).isFalse();
      }
      stop.set(true);
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      stop.set(true);
      pool.shutdown();
    }
    assertThat(allowed.get()).isPositive();
    assertThat(late.get()).isZero();
  }
}
