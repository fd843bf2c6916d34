package io.mudbrick.examples.crash;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.files.FilesApi;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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

    void checkFiles(ModelVersion version) {
      List<ModelFile> files = registry().files(model, version.version());
      Expect.that(files.size() == 2, "version %d has %s", version.version(), files);
      for (ModelFile file : files) {
        try (InputStream in = registry().artifacts(model, version.version()).open(file.path())) {
          byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
          Expect.that(HexFormat.of().formatHex(hash).equals(file.sha256()), "%s is torn", file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    /** Only versions that are ready have files. */
    void checkLeaks(List<ModelVersion> ready) {
      if (ready.isEmpty()) {
        return;
      }
      Path trees =
          registry().artifacts(model, ready.get(0).version()).onDisk("").resolveSibling(".");
      try (Stream<Path> children = Files.list(trees.normalize())) {
        List<String> there = children.map(path -> path.getFileName().toString()).sorted().toList();
        List<String> wanted = ready.stream().map(each -> "" + each.version()).sorted().toList();
        Expect.that(there.equals(wanted), "files of %s, but %s are ready", there, wanted);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** New versions: none without all of its files, none that fails to say that it failed. */
  static final class Versions extends RegistryWork {
    private final boolean ahead;

    /**
     * @param ahead whether there may be files of versions that nobody knows yet
     */
    Versions(Mudbrick platform, boolean ahead) {
      super(platform, "crash_versions");
      this.ahead = ahead;
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
      if (!ahead) {
        checkLeaks(ready);
      }
      return Expect.acknowledged("versions", ready.size(), acknowledged);
    }

    private static ModelVersion.Status status(ModelVersion version) {
      Expect.that(
          version.status() != ModelVersion.Status.PENDING_REGISTRATION,
          "version %d is pending for ever",
          version.version());
      return version.status();
    }
  }

  /** Versions whose files are uploaded, the last two kept: most of their bytes are the same. */
  static final class Uploaded extends RegistryWork {
    private final FilesApi files;
    private final boolean ahead;

    /**
     * @param ahead as for {@link Versions}
     */
    Uploaded(Mudbrick platform, boolean ahead) {
      super(platform, "crash_uploaded");
      this.ahead = ahead;
      this.files = platform.module(FilesApi.class);
    }

    @Override
    public void act(long n) {
      dropUpTo(n - 3); // what a kill kept the last piece from dropping
      NewModelVersion wanted = NewModelVersion.of(model(), "here").tag("n", "" + n).build();
      long version = registry().beginVersion(wanted).version();
      for (String file : List.of("MLmodel", "data/weights")) {
        String text = file.equals("MLmodel") ? "number " + n : "weights\n".repeat(50);
        files.upload(
            "/Models/workspace/default/" + model() + "/" + version + "/" + file,
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            false);
      }
      registry().finalizeVersion(model(), version);
      dropUpTo(n - 2);
    }

    private void dropUpTo(long n) {
      versions().stream()
          .filter(each -> number(each) <= n)
          .forEach(old -> registry().deleteVersion(model(), old.version(), false));
    }

    private List<ModelVersion> versions() {
      return registry().versions(model());
    }

    private static long number(ModelVersion version) {
      return Long.parseLong(String.valueOf(version.tags().get("n")));
    }

    @Override
    public long check(long acknowledged) {
      List<ModelVersion> ready = new ArrayList<>();
      for (ModelVersion version : versions()) {
        if (version.status() == ModelVersion.Status.READY) {
          checkFiles(version);
          ready.add(version);
        } else {
          // What waits for files can be finalized, or deleted.
          Expect.that(
              version.status() == ModelVersion.Status.PENDING_REGISTRATION,
              "version %d failed",
              version.version());
          registry().deleteVersion(model(), version.version(), false);
        }
      }
      if (!ahead) {
        checkLeaks(ready);
      }
      long newest = ready.stream().mapToLong(Uploaded::number).max().orElse(0);
      List<Long> numbers = ready.stream().map(Uploaded::number).sorted().toList();
      List<Long> wanted =
          LongStream.rangeClosed(newest - numbers.size() + 1, newest).boxed().toList();
      Expect.that(numbers.equals(wanted), "versions %s are there", numbers);
      Expect.that(numbers.size() >= Math.min(2, newest), "versions %s are there", numbers);
      Expect.that(numbers.size() <= 3, "versions %s are there", numbers);
      return Expect.acknowledged("uploaded", newest, acknowledged);
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
