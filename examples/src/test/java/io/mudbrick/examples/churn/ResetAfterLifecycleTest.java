package io.mudbrick.examples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.examples.Story;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.Snapshot;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.Serving;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace full of everything, changed through every module, and set back. */
class ResetAfterLifecycleTest {
  private static final String MODEL = "telco.churn.churn_model";
  private static final String PROFILE = "telco.churn.customer_profile";
  private static final Map<String, String> CUSTOMER = Map.of("customer_id", "C00042");

  @TempDir private Path data;

  @Test
  void all_that_was_changed_is_as_it_was_and_what_others_did_stays() throws Exception {
    try (Mudbrick engine = Mudbrick.builder().data(data).start()) {
      Mudbrick platform = engine.newWorkspace("story");
      Mudbrick neighbour = engine.newWorkspace("neighbour");
      Story silent = new Story(new PrintWriter(new StringWriter()), false);
      new ChurnLifecycle(platform, silent, 2, 42).run();
      EndpointClient endpoint = new EndpointClient(platform, ChurnLifecycle.ENDPOINT);
      List<?> answer = endpoint.ask(CUSTOMER);
      Snapshot before = platform.snapshot();
      Map<String, String> state = digest(before);

      change(platform);
      neighbour.module(Identity.class).createUser("stays@example.com");
      assertThat(digest(platform.snapshot())).isNotEqualTo(state);
      platform.reset(before);

      assertThat(digest(platform.snapshot())).isEqualTo(state);
      assertThat(endpoint.ask(CUSTOMER)).isEqualTo(answer);
      assertThat(neighbour.module(Identity.class).list(Principal.Kind.USER))
          .extracting(Principal::name)
          .contains("stays@example.com");

      // And it lives on: the same changes are possible once more, from the same start.
      change(platform);
      platform.reset(before);
      assertThat(digest(platform.snapshot())).isEqualTo(state);
    }
  }

  private static void change(Mudbrick platform) {
    Identity identity = platform.module(Identity.class);
    identity.createUser("new@example.com");
    identity.removeMember("analysts", "ana.analyst@telco.example");

    Tracking tracking = platform.module(Tracking.class);
    String experiment = tracking.createExperiment("later").experimentId();
    try (var run = tracking.startRun(experiment, "later")) {
      run.log("m", 1);
      run.param("p", "x");
    }

    FeatureStore features = platform.module(FeatureStore.class);
    ColumnBatch profile = features.readTable(PROFILE);
    features.writeTable(PROFILE, profile.take(new int[] {0, 1, 2}), WriteMode.OVERWRITE);

    Registry registry = platform.module(Registry.class);
    registry.setModelTag(MODEL, "k", "v");
    registry.setAlias(MODEL, "other", 1);

    Serving serving = platform.module(Serving.class);
    serving.create(EndpointSpec.of("second", EndpointConfig.of(MODEL, "1")));
    serving.await("second", Duration.ofSeconds(60));
    serving.delete("second");
    serving.delete(ChurnLifecycle.ENDPOINT);
    features.dropOnlineTable("telco.churn.billing_online");
    platform.flush();

    platform.module(Catalog.class).catalogs().delete("telco", true);
    platform.newWorkspaceOnSameMetastore("later").module(Tracking.class).createExperiment("x");
  }

  /** Every file of a snapshot, rows and all, by what is in it. */
  private Map<String, String> digest(Snapshot snapshot) throws IOException {
    Path folder = data.resolve("snapshots").resolve(snapshot.id());
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        contents.put(
            folder.relativize(file).toString(), bytes.length + ":" + Arrays.hashCode(bytes));
      }
    }
    return contents;
  }
}
