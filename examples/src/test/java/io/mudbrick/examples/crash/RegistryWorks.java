package io.mudbrick.examples.crash;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.Tracking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Models: versions with their files, and aliases. */
final class RegistryWorks {
  private RegistryWorks() {}

  private abstract static class RegistryWork implements Work {
    private final Mudbrick platform;
    private final String model;

    RegistryWork(Mudbrick platform, String model) {
      this.platform = platform;
      this.model = model;
    }

    Registry registry() {
      return platform.module(Registry.class);
    }

    String model() {
      return model;
    }

    @Override
    public void prepare() {
      Tracking tracking = platform.module(Tracking.class);
      Run run = tracking.createRun(NewRun.in("0").name(model).build());
      for (String file : List.of("model/MLmodel", "model/data/weights")) {
        byte[] content = (file + "\n").repeat(50).getBytes(StandardCharsets.UTF_8);
        tracking.logArtifact(run.runId(), file, new ByteArrayInputStream(content));
      }
      registry().createModel(model, null, Map.of("run", run.runId()));
    }

    void register(long n) {
      String source = "runs:/" + registry().model(model).tags().get("run") + "/model";
      registry().createVersion(NewModelVersion.of(model, source).tag("n", "" + n).build());
    }
  }

  /** New versions: none without all of its files, none that fails to say that it failed. */
  static final class Versions extends RegistryWork {
    Versions(Mudbrick platform) {
      super(platform, "crash_versions");
    }

    @Override
    public void act(long n) {
      register(n);
    }

    @Override
    public long check(long acknowledged) {
      List<ModelVersion> ready =
          registry().versions(model()).stream()
              .filter(version -> status(version) == ModelVersion.Status.READY)
              .sorted((a, b) -> Long.compare(a.version(), b.version()))
              .toList();
      List<String> numbers = ready.stream().map(version -> version.tags().get("n")).toList();
      List<String> wanted =
          LongStream.rangeClosed(1, ready.size()).mapToObj(String::valueOf).toList();
      Expect.that(numbers.equals(wanted), "versions out of order: %s", numbers);
      ready.stream().skip(Math.max(0, ready.size() - 10)).forEach(this::checkFiles);
      return Expect.acknowledged("versions", ready.size(), acknowledged);
    }

    private static ModelVersion.Status status(ModelVersion version) {
      Expect.that(
          version.status() != ModelVersion.Status.PENDING_REGISTRATION,
          "version %d is pending for ever",
          version.version());
      return version.status();
    }

    private void checkFiles(ModelVersion version) {
      List<ModelFile> files = registry().files(model(), version.version());
      Expect.that(files.size() == 2, "version %d has %s", version.version(), files);
      for (ModelFile file : files) {
        try (InputStream in = registry().artifacts(model(), version.version()).open(file.path())) {
          byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
          Expect.that(HexFormat.of().formatHex(hash).equals(file.sha256()), "%s is torn", file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** One alias that moves between two versions. */
  static final class Alias extends RegistryWork {
    Alias(Mudbrick platform) {
      super(platform, "crash_alias");
    }

    @Override
    public void prepare() {
      super.prepare();
      register(1);
      register(2);
    }

    private static long target(long n) {
      return 1 + n % 2;
    }

    @Override
    public void act(long n) {
      registry().setAlias(model(), "champion", target(n));
    }

    @Override
    public long check(long acknowledged) {
      List<AliasMove> moves = registry().aliasHistory(model(), "champion");
      long found = moves.size();
      if (found > 0) {
        long now = registry().versionByAlias(model(), "champion").version();
        Expect.that(now == target(found), "%d moves lead to version %d", found, now);
      }
      return Expect.acknowledged("alias", found, acknowledged);
    }
  }
}
