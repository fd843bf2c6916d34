package io.mudbrick.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The plan of the house, held by the build: who may use whom, and what may be seen from outside.
 */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.mudbrick");

  /** What a module may use beside itself; the core, by its own rule, nothing. */
  private static final Map<String, List<String>> FLOORS = new LinkedHashMap<>();

  static {
    FLOORS.put("platform", List.of());
    FLOORS.put("test", List.of("platform"));
    FLOORS.put("tracking", List.of("platform"));
    FLOORS.put("catalog", List.of("platform"));
    FLOORS.put("featurestore", List.of("platform", "catalog"));
    FLOORS.put("registry", List.of("platform", "catalog"));
    FLOORS.put("serving", List.of("platform", "catalog", "featurestore", "registry"));
    FLOORS.put("automl", List.of("platform", "tracking", "catalog", "featurestore", "registry"));
  }

  @Test
  void public_api_speaks_jdk_and_own_types_only() {
    classes()
        .that(are(not(resideInAPackage("..internal.."))))
        .and()
        .arePublic()
        .should(ApiLeak.exposeOnly("java", "javax", "io.mudbrick", "org.jspecify"))
        .because(
            "a third-party type in a signature is a version that every embedder must share,"
                + " and an internal one is a promise nobody made")
        .check(ALL);
  }

  @Test
  void undertow_stays_behind_the_router() {
    noClasses()
        .that(are(not(resideInAPackage("io.mudbrick.platform.internal.http.."))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.undertow..", "org.xnio..")
        .because("the HTTP server is a choice of one room, to be changed there")
        .check(ALL);
  }

  @Test
  void delta_stays_behind_catalog_tables() {
    noClasses()
        .that(are(not(resideInAPackage("io.mudbrick.catalog.internal.delta.."))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.delta..", "org.apache.hadoop..", "org.apache.parquet..")
        .because(
            "masks, filters and grants hold only while every reader comes through"
                + " catalog.tables(), and modules without tables carry no Hadoop")
        .check(ALL);
  }

  @Test
  void only_the_catalog_opens_tables_by_directory() {
    noClasses()
        .that(are(not(resideInAPackage("io.mudbrick.catalog.."))))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.mudbrick.catalog.delta.DeltaTables")
        .because("a table opened by its directory asks nobody for a grant")
        .check(ALL);
  }

  @Test
  void each_module_uses_only_the_floors_below_it() {
    FLOORS.forEach(
        (module, below) ->
            noClasses()
                .that()
                .resideInAPackage("io.mudbrick." + module + "..")
                .should()
                .dependOnClassesThat(are(resideInAnyPackage(othersThan(module, below))))
                .because("an arrow of docs/architecture.md points at what a module may use")
                .allowEmptyShould(true)
                .check(ALL));
  }

  @Test
  void no_module_reaches_into_the_internals_of_another() {
    FLOORS
        .keySet()
        .forEach(
            module ->
                noClasses()
                    .that()
                    .resideOutsideOfPackage("io.mudbrick." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.mudbrick." + module + ".internal..")
                    .because("internals change without notice")
                    .check(ALL));
  }

  @Test
  void modules_are_free_of_cycles() {
    slices()
        .matching("io.mudbrick.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a cycle of modules can be neither built nor understood in parts")
        .check(ALL);
  }

  @Test
  void internal_rooms_are_free_of_cycles() {
    slices()
        .matching("io.mudbrick.(*).internal.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a room that needs its neighbour's neighbour is no room")
        .check(ALL);
  }

  @Test
  void jdbc_stays_in_the_sql_rooms() {
    noClasses()
        .that(
            are(
                not(
                    resideInAnyPackage(
                        "io.mudbrick.platform.sql..",
                        "io.mudbrick.platform.internal.sql..",
                        "..internal.jdbc.."))))
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.sql\\.(Connection|.*Statement|ResultSet|DriverManager)|javax\\.sql\\..*|org\\.sqlite\\..*")
        .because("statements stand where the tables are owned, and every write joins a group")
        .check(ALL);
  }

  @Test
  void protocol_faces_hold_no_sql() {
    noClasses()
        .that()
        .resideInAPackage("..rest..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..internal.jdbc..", "io.mudbrick.platform.sql..")
        .allowEmptyShould(true)
        .because("Java callers and REST callers meet the same door, which is the service")
        .check(ALL);
  }

  @Test
  void nothing_is_unpickled() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .because("a model is data: whoever may upload one must not thereby run code")
        .check(ALL);
  }

  @Test
  void libraries_do_not_print() {
    noClasses()
        .that(are(not(resideInAnyPackage("..cli..", "io.mudbrick.examples.."))))
        .should(ACCESS_STANDARD_STREAMS)
        .because("stdout belongs to the program that embeds us")
        .check(ALL);
  }

  @Test
  void time_and_chance_are_injected() {
    noClasses()
        .that(
            are(
                not(
                    resideInAnyPackage(
                        "io.mudbrick.examples..",
                        "io.mudbrick.benchmarks..",
                        "io.mudbrick.catalog.internal.delta.."))))
        .and()
        .doNotHaveFullyQualifiedName("io.mudbrick.platform.Ids")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .because(
            "a test that moves the clock or sets the seed must see the same thing twice; the names"
                + " of Delta's files and the times in its log are nobody's to compare")
        .check(ALL);
  }

  @Test
  void every_package_is_null_marked() {
    classes()
        .should(
            new ArchCondition<>("reside in a package that is @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked =
                    type.getPackage()
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .isPresent();
                events.add(
                    new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " lacks a @NullMarked package-info"));
              }
            })
        .because("NullAway checks only what is marked")
        .check(ALL);
  }

  private static String[] othersThan(String module, List<String> below) {
    List<String> others = new ArrayList<>(FLOORS.keySet());
    others.add("examples");
    others.add("benchmarks");
    others.removeAll(below);
    others.remove(module);
    return others.stream().map(other -> "io.mudbrick." + other + "..").toArray(String[]::new);
  }
}
