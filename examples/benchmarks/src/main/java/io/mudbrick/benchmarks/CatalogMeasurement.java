package io.mudbrick.benchmarks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.GrantChange;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The catalog with many principals, grants and objects. There is no peer that can be had here, so
 * calls stand beside a smaller call of our own, or beside the aim.
 */
final class CatalogMeasurement implements Bench.Measurement {
  private static final String AIM = "the aim";
  private static final String SMALLEST = "the smallest call, current-metastore-assignment";
  private static final int TABLES = 100;
  private static final Schema COLUMNS =
      Schema.builder()
          .column("id", ColumnType.LONG)
          .column("at", ColumnType.TIMESTAMP)
          .column("plan", ColumnType.STRING)
          .column("minutes", ColumnType.DOUBLE)
          .build();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int principals = quick ? 1_000 : 10_000;
    int objects = quick ? 10_000 : 100_000;
    int rounds = quick ? 100 : 500;
    List<Figure> figures = new ArrayList<>();
    try (Mudbrick platform = Mudbrick.builder().start()) {
      furnish(platform, principals);
      figures.addAll(checks(platform, principals, rounds));
      figures.addAll(calls(platform, rounds));
      figures.add(creating(platform, rounds / 5));
      figures.addAll(Wrk.figures(table(platform), platform.token(), quick ? 5 : 15));
      figures.add(searching(platform, objects, rounds / 5));
    }
    return figures;
  }

  private static URI table(Mudbrick platform) {
    return uri(platform, "/tables/wide.tables.t7");
  }

  private static URI uri(Mudbrick platform, String path) {
    return URI.create(platform.uri() + "/api/2.1/unity-catalog" + path);
  }

  /** Every principal may use the catalog, and select from ten of the hundred tables. */
  private static void furnish(Mudbrick platform, int principals) throws Exception {
    Identity people = platform.module(Identity.class);
    parallel(principals, i -> people.createUser("user" + i));
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("wide");
    catalog.schemas().create("wide.tables");
    catalog
        .grants()
        .grant(
            SecurableRef.catalog("wide"),
            Identity.USERS,
            Privilege.USE_CATALOG,
            Privilege.USE_SCHEMA);
    for (int t = 0; t < TABLES; t++) {
      String name = "wide.tables.t" + t;
      catalog.tables().create(TableSpec.builder(name, COLUMNS).build());
      int last = t % 10;
      List<GrantChange> changes =
          IntStream.range(0, principals / 10)
              .mapToObj(i -> "user" + (10 * i + last))
              .map(user -> new GrantChange(user, Set.of(Privilege.SELECT), Set.of()))
              .toList();
      catalog.grants().update(SecurableRef.table(name), changes);
    }
  }

  private static void parallel(int times, IntConsumer work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int each = i;
        all.add(pool.submit(() -> work.accept(each)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static List<Figure> checks(Mudbrick platform, int principals, int rounds) {
    Mudbrick user = platform.as("user7");
    Checks inside = user.module(Checks.class);
    Catalog outside = user.module(Catalog.class);
    SecurableRef seventh = SecurableRef.table("wide.tables.t7");
    int recordedTimes = 10;
    int times = 100 * recordedTimes;
    List<Double> mine = new ArrayList<>();
    List<Double> recorded = new ArrayList<>();
    for (int round = -rounds; round < rounds; round++) {
      long start = System.nanoTime();
      int allowed = inside.select(TABLES, times);
      long middle = System.nanoTime();
      for (int i = 0; i < recordedTimes; i++) {
        allowed += outside.grants().allows(seventh, Privilege.SELECT) ? 0 : 1;
      }
      long end = System.nanoTime();
      if (allowed != times / 10) {
        throw new IllegalStateException("allowed " + allowed);
      }
      if (round >= 0) {
        mine.add((middle - start) / 1e3 / times);
        recorded.add((end - middle) / 1e3 / recordedTimes);
      }
    }
    String load = load("%d principals, %d grants".formatted(principals, principals * 10));
    return List.of(
        Figure.lessIsBetter("catalog.check", mine, List.of(5.0), AIM, "us", load),
        Figure.lessIsBetter(
            "catalog.check_on_record", recorded, mine, "the check alone", "us", load));
  }

  private List<Figure> calls(Mudbrick platform, int rounds) throws Exception {
    URI smallest = uri(platform, "/current-metastore-assignment");
    List<Figure> figures = new ArrayList<>();
    figures.addAll(call("get_table", platform, table(platform), smallest, rounds));
    URI list = uri(platform, "/tables?catalog_name=wide&schema_name=tables");
    figures.addAll(call("list_100_tables", platform, list, smallest, rounds));
    URI effective = uri(platform, "/effective-permissions/table/wide.tables.t7?principal=user7");
    figures.addAll(call("effective_permissions", platform, effective, smallest, rounds));
    return figures;
  }

  private List<Figure> call(String name, Mudbrick platform, URI uri, URI smallest, int rounds)
      throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    for (int round = -rounds; round < rounds; round++) {
      double mine = Sample.of(() -> get(platform, uri)).millis();
      double theirs = Sample.of(() -> get(platform, smallest)).millis();
      if (round >= 0) {
        ours.add(mine);
        peer.add(theirs);
      }
    }
    // The clock of the CPU is too coarse for one call.
    double cpu = Sample.of(() -> getAgain(platform, uri, rounds)).cpuMillis() / rounds;
    double least = Sample.of(() -> getAgain(platform, smallest, rounds)).cpuMillis() / rounds;
    String load = load(rounds + " calls of a JDK client in the same JVM");
    return List.of(
        Figure.lessIsBetter("catalog." + name, ours, peer, SMALLEST, "ms", load),
        Figure.lessIsBetter(
            "catalog." + name + "_cpu",
            List.of(1e3 * cpu),
            List.of(1e3 * least),
            SMALLEST,
            "us of CPU",
            load));
  }

  private void getAgain(Mudbrick platform, URI uri, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      get(platform, uri);
    }
  }

  private void get(Mudbrick platform, URI uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + platform.token()).build();
    HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IllegalStateException(reply.body());
    }
  }

  private static Figure creating(Mudbrick platform, int rounds) {
    Catalog catalog = platform.module(Catalog.class);
    List<Double> ours = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      catalog.tables().create(TableSpec.builder("wide.tables.made" + round, COLUMNS).build());
      long middle = System.nanoTime();
      catalog.schemas().create("wide.made" + round);
      ours.add((middle - start) / 1e6);
      peer.add((System.nanoTime() - middle) / 1e6);
    }
    return Figure.lessIsBetter(
        "catalog.create_table",
        ours,
        peer,
        "create schema, which has no files",
        "ms",
        load(rounds + " tables, on disk"));
  }

  private static Figure searching(Mudbrick platform, int objects, int rounds) throws Exception {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("many");
    String[] words = {"usage", "churn", "tower", "plan", "invoice", "contract", "region", "device"};
    parallel(
        objects,
        i -> catalog.schemas().create("many." + words[i % 8] + "_" + words[i / 8 % 8] + "_" + i));
    List<Double> samples = new ArrayList<>();
    for (int round = -rounds; round < rounds; round++) {
      String query = words[Math.floorMod(round, 8)] + " " + (round + rounds + 1) * 37;
      long start = System.nanoTime();
      catalog.discovery().search(query, 50);
      if (round >= 0) {
        samples.add((System.nanoTime() - start) / 1e6);
      }
    }
    return Figure.lessIsBetter(
        "catalog.search",
        samples,
        List.of(20.0),
        AIM,
        "ms",
        load("two words over %d objects".formatted(objects)));
  }

  private static String load(String what) {
    return "%s; load average %.1f"
        .formatted(what, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
