package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Grants that change while calls run. */
@MudbrickTest
@Tag("both-stores")
class RevokeTest {
  private static final int READERS = 16;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final SecurableRef SCHEMA = SecurableRef.schema("telco.churn");

  private static void furnish(Catalog root) {
    root.catalogs().create("telco");
    root.schemas().create("telco.churn");
    root.grants().grant(SecurableRef.catalog("telco"), "users", Privilege.USE_CATALOG);
  }

  @Test
  void no_call_that_begins_after_a_revoke_returned_succeeds(Mudbrick admin) throws Exception {
    admin.module(Identity.class).createUser("ana");
    furnish(admin.module(Catalog.class));
    Grants root = admin.module(Catalog.class).grants();
    Catalog ana = admin.as("ana").module(Catalog.class);
    AtomicBoolean stop = new AtomicBoolean();
    // Odd while the privilege is granted or being changed, even once a revoke has returned.
    AtomicLong epoch = new AtomicLong();
    AtomicLong allowed = new AtomicLong();
    AtomicLong late = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
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
      for (int round = 0; round < 20; round++) {
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

  /** What may change while a call is asked over the wire, and how it is taken back. */
  enum Change {
    GRANT {
      @Override
      void let(Mudbrick admin) {
        admin.module(Catalog.class).grants().grant(SCHEMA, "team", Privilege.USE_SCHEMA);
      }

      @Override
      void stop(Mudbrick admin) {
        admin.module(Catalog.class).grants().revoke(SCHEMA, "team", Privilege.USE_SCHEMA);
      }
    },
    MEMBERSHIP {
      @Override
      void let(Mudbrick admin) {
        admin.module(Catalog.class).grants().grant(SCHEMA, "team", Privilege.USE_SCHEMA);
        admin.module(Identity.class).addMember("team", "ana");
      }

      @Override
      void stop(Mudbrick admin) {
        admin.module(Identity.class).removeMember("team", "ana");
      }
    },
    OWNER {
      @Override
      void let(Mudbrick admin) {
        admin.module(Catalog.class).securables().update(SCHEMA, SecurableUpdate.owner("ana"));
      }

      @Override
      void stop(Mudbrick admin) {
        admin.module(Catalog.class).securables().update(SCHEMA, SecurableUpdate.owner("admin"));
      }
    };

    abstract void let(Mudbrick admin);

    abstract void stop(Mudbrick admin);
  }

  @ParameterizedTest
  @EnumSource
  void no_request_sent_after_the_reply_succeeds(Change change, Mudbrick admin) throws Exception {
    Identity people = admin.module(Identity.class);
    people.createUser("ana");
    people.createGroup("team");
    Catalog root = admin.module(Catalog.class);
    furnish(root);
    if (change == Change.GRANT) {
      people.addMember("team", "ana");
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(admin.uri() + "/api/2.1/unity-catalog/schemas/telco.churn"))
            .header("Authorization", "Bearer " + admin.as("ana").token())
            .build();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong epoch = new AtomicLong();
    AtomicLong allowed = new AtomicLong();
    AtomicLong late = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(
            pool.submit(
                () -> {
                  while (!stop.get()) {
                    long before = epoch.get();
                    int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
                    assertThat(status).isIn(200, 403);
                    allowed.addAndGet(status == 200 ? 1 : 0);
                    if (status == 200 && before % 2 == 0 && epoch.get() == before) {
                      late.incrementAndGet();
                    }
                  }
                  return null;
                }));
      }
      for (int round = 0; round < 6 || (allowed.get() == 0 && round < 1_000); round++) {
        epoch.incrementAndGet();
        change.let(admin);
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        change.stop(admin);
        epoch.incrementAndGet();
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
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
