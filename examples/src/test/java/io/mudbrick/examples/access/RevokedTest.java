package io.mudbrick.examples.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.AccessList.Change;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Permissions;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.Invocation;
import io.mudbrick.serving.Serving;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is done with tables, models, endpoints, features and runs while rights to it are revoked.
 */
@MudbrickTest
@Tag("both-stores")
class RevokedTest {
  private static final int CALLERS = 4;
  private static final int ROUNDS = 5;
  private static final SecurableRef FEATURES = SecurableRef.table(World.FEATURES);
  private static final Schema KEYS =
      Schema.builder().required("customer_id", ColumnType.LONG).build();

  /** What is done, and by what right. */
  enum Deed {
    READ_A_TABLE(FEATURES, Privilege.SELECT) {
      @Override
      void call(Mudbrick ana, World world) {
        ana.module(Catalog.class).tables().open(World.FEATURES).read().toRows();
      }
    },
    LOAD_A_MODEL(SecurableRef.model(World.MODEL), Privilege.EXECUTE) {
      @Override
      void call(Mudbrick ana, World world) {
        ana.module(Registry.class).load("models:/" + World.MODEL + "/1");
      }
    },
    LOOK_UP_ONLINE(FEATURES, Privilege.SELECT) {
      @Override
      void call(Mudbrick ana, World world) {
        ana.module(FeatureStore.class).lookup(World.ONLINE, Map.of("customer_id", 1L));
      }
    },
    MAKE_A_TRAINING_SET(FEATURES, Privilege.SELECT) {
      @Override
      void call(Mudbrick ana, World world) {
        ColumnBatch keys = ColumnBatch.of(KEYS, ColumnVector.ofLongs(new long[] {2}));
        ana.module(FeatureStore.class).createTrainingSet(World.training(keys)).data();
      }
    },
    ASK_AN_ENDPOINT("serving-endpoints", PermissionLevel.CAN_QUERY) {
      @Override
      void call(Mudbrick ana, World world) {
        ana.module(Serving.class)
            .invoke(
                "churn",
                Invocation.of(Map.of("dataframe_records", List.of(Map.of("customer_id", 1)))));
      }
    },
    LOG_TO_A_RUN("experiments", PermissionLevel.CAN_EDIT) {
      @Override
      void call(Mudbrick ana, World world) {
        ana.module(Tracking.class).logMetric(world.run, Metric.of("m", 1, 1, 1));
      }
    };

    private final @Nullable SecurableRef securable;
    private final Privilege privilege;
    private final String type;
    private final PermissionLevel level;

    Deed(SecurableRef securable, Privilege privilege) {
      this.securable = securable;
      this.privilege = privilege;
      this.type = "";
      this.level = PermissionLevel.CAN_READ;
    }

    Deed(String type, PermissionLevel level) {
      this.securable = null;
      this.privilege = Privilege.SELECT;
      this.type = type;
      this.level = level;
    }

    abstract void call(Mudbrick ana, World world);

    final void let(World world) {
      if (securable != null) {
        world.admin.module(Catalog.class).grants().grant(securable, "ana", privilege);
      } else {
        world
            .admin
            .module(Permissions.class)
            .update(type, id(world), List.of(new Change(Principal.Kind.USER, "ana", level)));
      }
    }

    final void stop(World world) {
      if (securable != null) {
        world.admin.module(Catalog.class).grants().revoke(securable, "ana", privilege);
      } else {
        world.admin.module(Permissions.class).set(type, id(world), List.of());
      }
    }

    private String id(World world) {
      return type.equals("experiments")
          ? world.experiment
          : world.admin.module(Serving.class).get("churn").id();
    }

    final boolean succeeds(Mudbrick ana, World world) {
      try {
        call(ana, world);
        return true;
      } catch (PlatformException e) {
        assertThat(e.code()).as(e.message()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        return false;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_that_begins_after_the_reply_succeeds(Deed deed, Mudbrick admin) throws Exception {
    World world = World.in(admin);
    if (deed == Deed.ASK_AN_ENDPOINT) {
      world.serve("churn", "1");
    }
    admin.module(Identity.class).createUser("ana");
    admin
        .module(Catalog.class)
        .grants()
        .grant(SecurableRef.catalog("telco"), "ana", Privilege.USE_CATALOG, Privilege.USE_SCHEMA);
    Mudbrick ana = admin.as("ana");
    AtomicBoolean stop = new AtomicBoolean();
    // Odd from before a grant until its revoke has returned.
    AtomicLong epoch = new AtomicLong();
    AtomicLong done = new AtomicLong();
    AtomicLong late = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    List<Future<?>> callers = new ArrayList<>();
    try {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            pool.submit(
                () -> {
                  while (!stop.get()) {
                    long before = epoch.get();
                    boolean may = deed.succeeds(ana, world);
                    done.addAndGet(may ? 1 : 0);
                    if (may && before % 2 == 0 && epoch.get() == before) {
                      late.incrementAndGet();
                    }
                  }
                }));
      }
      for (int round = 0; round < ROUNDS || (done.get() == 0 && round < 200); round++) {
        epoch.incrementAndGet();
        deed.let(world);
        assertThat(deed.succeeds(ana, world)).isTrue();
        deed.stop(world);
        epoch.incrementAndGet();
        assertThat(deed.succeeds(ana, world)).isFalse();
      }
      stop.set(true);
      for (Future<?> caller : callers) {
        caller.get();
      }
    } finally {
      stop.set(true);
      pool.shutdown();
    }
    assertThat(done.get()).isPositive();
    assertThat(late.get()).isZero();
  }
}
