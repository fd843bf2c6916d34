package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.Scorer;
import io.mudbrick.platform.model.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our own flavor: preparations, estimators and a target, all of them data. */
public final class MudbrickFlavor implements ModelFlavor {
  static final String WHERE = "flavor 'mudbrick'";
  private static final Long ONE = 1L;

  /** As version 1, with a list of members in place of the one. */
  private static final Long BLEND = 2L;

  /** As version 2, with a sharpness. */
  private static final Long SHARP_BLEND = 3L;

  private static final int MOST_MEMBERS = 1000;

  @Override
  public String name() {
    return ModelPackage.FLAVOR;
  }

  @Override
  public int rank() {
    return 100;
  }

  /** What goes into MLmodel; {@link #load} reads it. */
  static Map<String, @Nullable Object> config(List<ModelEntry> members, ModelPackage model) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    boolean sharp = model.sharpness() != 1;
    if (members.size() == 1 && !sharp) {
      config.put("version", ONE);
      config.putAll(members.get(0).config());
    } else {
      config.put("version", sharp ? SHARP_BLEND : BLEND);
      List<Object> list = new ArrayList<>();
      for (ModelEntry member : members) {
        Map<String, @Nullable Object> own = member.config();
        own.put("weight", member.weight());
        list.add(own);
      }
      config.put("members", list);
    }
    if (sharp) {
      config.put("sharpness", model.sharpness());
    }
    Target target = model.target();
    config.put("target", target.column());
    if (target.isClassification()) {
      config.put("classes", target.classes());
      config.put("threshold", target.threshold());
    }
    if (model.featureSpec() != null) {
      config.put("feature_spec", model.featureSpec());
    }
    return config;
  }

  /**
   * One member as MLmodel names it.
   *
   * @param preparation the file of it; members may share one
   * @param data the file of the estimator
   */
  record ModelEntry(String preparation, String estimator, String data, double weight) {
    Map<String, @Nullable Object> config() {
      Map<String, @Nullable Object> config = new LinkedHashMap<>();
      config.put("preparation", preparation);
      config.put("estimator", estimator);
      config.put("data", data);
      return config;
    }
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    return OptionalInputs.of(
        PreparedScorer.of(members(dir, config), target(config), sharpness(config)), model);
  }

  private static double sharpness(Map<String, @Nullable Object> config) {
    if (!Objects.equals(config.get("version"), SHARP_BLEND)) {
      return 1;
    }
    if (config.get("sharpness") instanceof Number sharpness) {
      return sharpness.doubleValue();
    }
    throw ModelErrors.malformed(WHERE, "its sharpness is missing");
  }

  /** The members of a model of this flavor. */
  public static List<Member> members(Path dir, MlModel model) {
    Map<String, @Nullable Object> config = model.flavors().get(ModelPackage.FLAVOR);
    if (config == null) {
      throw ModelErrors.malformed(WHERE, "the model has no such flavor");
    }
    return members(dir, config);
  }

  private static List<Member> members(Path dir, Map<String, @Nullable Object> config) {
    Map<String, Preparation> preparations = new HashMap<>();
    if (Objects.equals(config.get("version"), ONE)) {
      return List.of(member(dir, config, 1, preparations));
    }
    if (!BLEND.equals(config.get("version")) && !SHARP_BLEND.equals(config.get("version"))) {
      throw ModelErrors.malformed(WHERE, "its version is none of 1, 2 and 3");
    }
    if (!(config.get("members") instanceof List<?> list)
        || list.isEmpty()
        || list.size() > MOST_MEMBERS) {
      throw ModelErrors.malformed(WHERE, "its members are not 1 to " + MOST_MEMBERS);
    }
    List<Member> members = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> map) || !(map.get("weight") instanceof Number weight)) {
        throw ModelErrors.malformed(WHERE, "a member has no weight");
      }
      members.add(member(dir, map, weight.doubleValue(), preparations));
    }
    return members;
  }

  private static Member member(
      Path dir, Map<?, ?> config, double weight, Map<String, Preparation> preparations) {
    String file = text(config, "preparation");
    Preparation preparation = preparations.get(file);
    if (preparation == null) {
      preparation = Preparation.parse(ModelFiles.text(dir, file));
      preparations.put(file, preparation);
    }
    return new Member(
        preparation,
        EstimatorFile.read(dir, text(config, "estimator"), text(config, "data")),
        weight);
  }

  private static Target target(Map<String, @Nullable Object> config) {
    String column = text(config, "target");
    if (!(config.get("classes") instanceof List<?> classes)) {
      return Target.regression(column);
    }
    for (Object label : classes) {
      if (label == null || label instanceof Map || label instanceof List) {
        throw ModelErrors.malformed(WHERE, "a class is not a scalar");
      }
    }
    double threshold =
        config.get("threshold") instanceof Number number ? number.doubleValue() : 0.5;
    return new Target(column, List.copyOf(classes), threshold);
  }

  private static String text(Map<?, ?> config, String key) {
    if (config.get(key) instanceof String text) {
      return text;
    }
    throw ModelErrors.malformed(WHERE, "'" + key + "' is missing");
  }
}
