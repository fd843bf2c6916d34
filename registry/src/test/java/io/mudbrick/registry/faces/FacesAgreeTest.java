package io.mudbrick.registry.faces;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.SmallModels;
import io.mudbrick.test.MudbrickTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random steps over three faces of one registry. After each, all faces show what a simple model of
 * the registry has: names, descriptions, tags, versions that are never given twice, aliases.
 */
@MudbrickTest
class FacesAgreeTest {
  private static final Logger LOG = LoggerFactory.getLogger(FacesAgreeTest.class);
  private static final int ALIASES = 4;

  private int schemas;
  private int asked;

  /** The registry as it should be. */
  private static final class Expected {
    final Map<Integer, Seen> models = new TreeMap<>();

    /** Takes a step; says whether it is to succeed. */
    boolean take(Step step) {
      Seen model = models.get(step.model());
      if (step.kind() == Step.Kind.CREATE) {
        if (model != null) {
          return false;
        }
        Seen made = new Seen();
        made.description = step.word();
        models.put(step.model(), made);
        return true;
      }
      return model != null && take(step, model);
    }

    private boolean take(Step step, Seen model) {
      long number = step.number();
      Seen.Version version = model.versions.get(number);
      switch (step.kind()) {
        case DELETE -> models.remove(step.model());
        case RENAME -> {
          int to = step.number() % Step.MODELS;
          if (to != step.model() && models.containsKey(to)) {
            return false;
          }
          models.remove(step.model());
          models.put(to, model);
        }
        case DESCRIBE -> model.description = step.word();
        case TAG -> model.tags.put("k", step.word());
        case UNTAG -> model.tags.remove("k");
        case REGISTER -> {
          Seen.Version made = new Seen.Version();
          made.description = step.word();
          made.ready = step.face() == Faces.WORKSPACE;
          model.versions.put(++model.last, made);
        }
        case UNALIAS -> model.aliases.remove(step.word());
        default -> {
          return version != null && take(step, model, version);
        }
      }
      return true;
    }

    private static boolean take(Step step, Seen model, Seen.Version version) {
      long number = step.number();
      switch (step.kind()) {
        case FINALIZE -> {
          if (version.ready) {
            return false;
          }
          version.ready = true;
        }
        case DESCRIBE_VERSION -> version.description = step.word();
        case TAG_VERSION -> version.tags.put("k", step.word());
        case UNTAG_VERSION -> version.tags.remove("k");
        case DELETE_VERSION -> {
          model.versions.remove(number);
          model.aliases.values().removeIf(holder -> holder == number);
        }
        default -> model.aliases.put(step.word(), number);
      }
      return true;
    }
  }

  /** What is wrong after some of the steps; null when nothing is. */
  private @Nullable String wrong(Mudbrick platform, String source, List<Step> steps) {
    String schema = "faces.s" + ++schemas;
    platform.module(Catalog.class).schemas().create(schema);
    Faces faces = new Faces(platform, schema, source);
    Expected expected = new Expected();
    for (Step step : steps) {
      boolean succeeds = expected.take(step);
      Faces.Answer answer = faces.take(step);
      String wrong =
          succeeds == (answer.status() == 200)
              ? differences(faces, expected, step)
              : "it answers " + answer;
      if (wrong == null && !succeeds && answer.status() >= 500) {
        wrong = "it answers " + answer;
      }
      if (wrong != null) {
        return step + ": " + wrong;
      }
    }
    asked += faces.asked();
    return null;
  }

  private static @Nullable String differences(Faces faces, Expected expected, Step step) {
    TreeSet<String> names = new TreeSet<>();
    expected.models.keySet().forEach(model -> names.add(faces.name(model)));
    for (int face = 0; face < 3; face++) {
      TreeSet<String> listed = faces.models(face);
      if (!listed.equals(names)) {
        return Faces.NAMES.get(face) + " lists " + listed + ", not " + names;
      }
      for (int model : new TreeSet<>(List.of(step.model(), step.number() % Step.MODELS))) {
        String wrong = differences(faces, face, model, expected.models.get(model));
        if (wrong != null) {
          return Faces.NAMES.get(face) + ", " + faces.name(model) + ": " + wrong;
        }
      }
    }
    return null;
  }

  private static @Nullable String differences(
      Faces faces, int face, int name, @Nullable Seen model) {
    String shown = faces.model(face, name);
    boolean tagged = face != Faces.CATALOG;
    String wanted =
        model == null ? "none" : tagged ? model.text() + " " + model.tags : model.text();
    if (!shown.equals(wanted)) {
      return "shows '" + shown + "', not '" + wanted + "'";
    }
    long last = model == null ? 1 : model.last + 1;
    for (long number = Math.max(1, last - 4); number <= last; number++) {
      Seen.Version version = model == null ? null : model.versions.get(number);
      String seen = faces.version(face, name, number);
      String expected = version == null || model == null ? "none" : text(model, number, version);
      if (tagged && version != null) {
        expected += " " + version.tags;
      }
      if (!seen.equals(expected)) {
        return "version " + number + " is '" + seen + "', not '" + expected + "'";
      }
    }
    for (int i = 0; i < ALIASES; i++) {
      long holder = model == null ? 0 : model.aliases.getOrDefault("w" + i, 0L);
      long found = faces.byAlias(face, name, "w" + i);
      if (found != holder) {
        return "alias w" + i + " leads to " + found + ", not " + holder;
      }
    }
    return null;
  }

  private static String text(Seen model, long number, Seen.Version version) {
    TreeSet<String> aliases = new TreeSet<>();
    model.aliases.forEach(
        (alias, holder) -> {
          if (holder == number) {
            aliases.add(alias);
          }
        });
    return version.text(aliases);
  }

  /** Leaves steps out for as long as it stays wrong without them. */
  private List<Step> smallest(Mudbrick platform, String source, List<Step> wrong) {
    List<Step> steps = new ArrayList<>(wrong);
    for (int at = steps.size() - 1; at >= 0; at--) {
      List<Step> fewer = new ArrayList<>(steps);
      fewer.remove(at);
      if (wrong(platform, source, fewer) != null) {
        steps = fewer;
      }
    }
    return steps;
  }

  private void agree(Mudbrick platform, long seed, int sequences, int length) {
    platform.module(Catalog.class).catalogs().create("faces");
    String source = SmallModels.logged(platform, 2);
    for (int i = 0; i < sequences; i++) {
      Random random = new Random(seed + i);
      List<Step> steps = new ArrayList<>();
      for (int model = 0; model < Step.MODELS; model++) { // or most steps would meet none
        steps.add(new Step(Step.Kind.CREATE, model, model, 1, "w0"));
        steps.add(new Step(Step.Kind.REGISTER, (model + i) % 3, model, 1, "w1"));
      }
      while (steps.size() < length) {
        steps.add(Step.random(random));
      }
      String wrong = wrong(platform, source, steps);
      if (wrong != null) {
        List<Step> few = smallest(platform, source, steps);
        throw new AssertionError(
            "seed " + (seed + i) + ": " + wrong(platform, source, few) + " after " + few);
      }
    }
    LOG.info("{} sequences of {} steps, {} requests", sequences, length, asked);
    assertThat(asked).isGreaterThan(sequences * length);
  }

  @Test
  void the_faces_agree_after_each_of_random_steps(Mudbrick platform) {
    agree(platform, 1, 2, 40);
  }

  @Test
  @Tag("nightly")
  void the_faces_agree_for_long(Mudbrick platform) {
    agree(platform, System.nanoTime(), Integer.getInteger("faces.sequences", 40), 250);
  }
}
