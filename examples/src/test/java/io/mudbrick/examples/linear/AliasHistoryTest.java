package io.mudbrick.examples.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.internal.jdbc.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aliases that sixteen callers move and read at once: each alias is a register, and what was seen
 * of it is linearisable. By the Java API, where a move says what it replaced, and over HTTP; on
 * both stores, and on two servers of one store.
 */
class AliasHistoryTest {
  private static final Logger LOG = LoggerFactory.getLogger(AliasHistoryTest.class);
  private static final int CALLERS = 16;
  private static final int ALIASES = 3;
  private static final int VERSIONS = 5;
  private static final int CALLS = 40;
  private static final String MODEL = "moved";

  @TempDir Path data;

  /** What a caller does to an alias, and sees of it. */
  private interface Register {
    @Nullable Long read(String alias);

    /** Returns the call, without its times. */
    Call write(String alias, @Nullable Long version);
  }

  private record ByJava(Registry registry) implements Register {
    @Override
    public @Nullable Long read(String alias) {
      try {
        return registry.versionByAlias(MODEL, alias).version();
      } catch (PlatformException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
        return null;
      }
    }

    @Override
    public Call write(String alias, @Nullable Long version) {
      if (version == null) {
        registry.deleteAlias(MODEL, alias);
        return Call.write(0, 0, null);
      }
      AliasMove move = registry.setAlias(MODEL, alias, version);
      return Call.swap(0, 0, version, move.from());
    }
  }

  private record ByHttp(HttpClient client, Mudbrick platform) implements Register {
    private static final String PATH = "/api/2.0/mlflow/registered-models/alias";

    private HttpResponse<String> send(HttpRequest.Builder request) {
      try {
        return client.send(
            request.header("Authorization", "Bearer " + platform.token()).build(),
            BodyHandlers.ofString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private HttpRequest.Builder to(String query) {
      return HttpRequest.newBuilder(URI.create(platform.uri() + PATH + query));
    }

    private record Answer(Version modelVersion) {
      private record Version(String version) {}
    }

    @Override
    public @Nullable Long read(String alias) {
      HttpResponse<String> answer = send(to("?name=" + MODEL + "&alias=" + alias).GET());
      if (answer.statusCode() == 400) {
        assertThat(answer.body()).contains("alias " + alias + " not found");
        return null;
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return Long.valueOf(Json.read(answer.body(), Answer.class).modelVersion().version());
    }

    @Override
    public Call write(String alias, @Nullable Long version) {
      Map<String, Object> body =
          version == null
              ? Map.of("name", MODEL, "alias", alias)
              : Map.of("name", MODEL, "alias", alias, "version", version.toString());
      HttpResponse<String> answer =
          send(
              to("")
                  .method(
                      version == null ? "DELETE" : "POST",
                      BodyPublishers.ofString(Json.write(body))));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return Call.write(0, 0, version);
    }
  }

  private static void furnish(Mudbrick platform) {
    Registry registry = platform.module(Registry.class);
    registry.createModel(MODEL, null, Map.of());
    for (int i = 0; i < VERSIONS; i++) {
      registry.beginVersion(NewModelVersion.of(MODEL, "none").build());
    }
  }

  /** Lets the callers loose, and checks what they saw. */
  private static void linearisable(
      String what, Mudbrick platform, IntFunction<Register> register, int calls, long seed)
      throws Exception {
    Map<String, ConcurrentLinkedQueue<Call>> seen = new ConcurrentHashMap<>();
    CyclicBarrier together = new CyclicBarrier(CALLERS);
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    List<Future<?>> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      Register mine = register.apply(caller);
      Random random = new Random(seed * CALLERS + caller);
      callers.add(
          threads.submit(
              () -> {
                together.await();
                for (int i = 0; i < calls; i++) {
                  String alias = "a" + seed + "-" + random.nextInt(ALIASES);
                  Call call = call(mine, alias, random);
                  seen.computeIfAbsent(alias, key -> new ConcurrentLinkedQueue<>()).add(call);
                }
                return null;
              }));
    }
    for (Future<?> caller : callers) {
      caller.get();
    }
    threads.shutdown();
    seen.forEach(
        (alias, history) -> {
          assertThat(new History(List.copyOf(history)).linearisable())
              .as("%s, seed %d, of %s: %s", what, seed, alias, history)
              .isTrue();
          movesFollowEachOther(platform.module(Registry.class).aliasHistory(MODEL, alias));
        });
  }

  private static Call call(Register register, String alias, Random random) {
    boolean reads = random.nextBoolean();
    Long version = random.nextInt(8) == 0 ? null : 1L + random.nextInt(VERSIONS);
    long began = System.nanoTime();
    Call call = reads ? Call.read(0, 0, register.read(alias)) : register.write(alias, version);
    return new Call(
        began, System.nanoTime(), call.write(), call.written(), call.seen(), call.tells());
  }

  /** What is on record of the moves is one row. */
  private static void movesFollowEachOther(List<AliasMove> moves) {
    Long holder = null;
    for (AliasMove move : moves) {
      assertThat(move.from()).isEqualTo(holder);
      assertThat(Objects.equals(move.to(), holder)).isFalse();
      holder = move.to();
    }
  }

  /** Over all doors, on the servers that share a store. */
  private static void overAllDoors(List<Mudbrick> servers, int rounds) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    Mudbrick first = servers.get(0);
    furnish(first);
    IntFunction<Mudbrick> server = caller -> servers.get(caller % servers.size());
    for (int round = 0; round < rounds; round++) {
      long seed = 3L * round;
      linearisable(
          "by Java",
          first,
          caller -> new ByJava(server.apply(caller).module(Registry.class)),
          CALLS,
          seed);
      linearisable(
          "over HTTP", first, caller -> new ByHttp(client, server.apply(caller)), CALLS, seed + 1);
      linearisable(
          "by both",
          first,
          caller ->
              caller % 4 < 2
                  ? new ByHttp(client, server.apply(caller))
                  : new ByJava(server.apply(caller).module(Registry.class)),
          CALLS,
          seed + 2);
    }
    LOG.info("{} calls were linearisable", 3L * rounds * CALLERS * CALLS);
  }

  private void onTheEmbeddedStore(int rounds) throws Exception {
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      overAllDoors(List.of(platform), rounds);
    }
  }

  private void onTwoServers(int rounds) throws Exception {
    String url = TestPostgres.newDatabase();
    try (Mudbrick one = Mudbrick.builder().data(data).postgres(url).start();
        Mudbrick two = Mudbrick.builder().data(data).postgres(url).start()) {
      overAllDoors(List.of(one, two), rounds);
    }
  }

  private void onPostgres(int rounds) throws Exception {
    String url = TestPostgres.newDatabase();
    try (Mudbrick platform = Mudbrick.builder().data(data).postgres(url).start()) {
      overAllDoors(List.of(platform), rounds);
    }
  }

  @Test
  void moves_and_reads_on_the_embedded_store_are_linearisable() throws Exception {
    onTheEmbeddedStore(1);
  }

  @Test
  void moves_and_reads_on_postgresql_are_linearisable() throws Exception {
    onPostgres(1);
  }

  @Test
  void moves_and_reads_on_two_servers_are_linearisable() throws Exception {
    onTwoServers(1);
  }

  @Test
  @Tag("nightly")
  void many_moves_on_the_embedded_store_are_linearisable() throws Exception {
    onTheEmbeddedStore(40);
  }

  @Test
  @Tag("nightly")
  void many_moves_on_two_servers_are_linearisable() throws Exception {
    onTwoServers(40);
  }
}
