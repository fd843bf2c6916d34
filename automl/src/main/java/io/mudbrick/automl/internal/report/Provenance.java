package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;

/**
 * What a trial depends on, so that it can be made again.
 *
 * @param seed of the experiment
 * @param families of the models that it is made of: several of a blend
 */
public record Provenance(Prepared prepared, Trial trial, long seed, Set<ModelFamily> families)
    implements Report {

  @Override
  public Map<String, byte[]> files() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trial", trial.number());
    json.put("model_family", trial.family().wireName());
    json.put("params", trial.params());
    json.put("seed", seed);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", prepared.source().name());
    data.put("digest", prepared.digest());
    data.put("table_versions", new TreeMap<>(prepared.source().tableVersions()));
    data.put("features", prepared.features());
    data.put("target", prepared.truth().target().column());
    data.put("rows", prepared.rows().rows());
    data.put("folds", prepared.folds().size());
    data.put("test_rows", prepared.test().truth().length);
    json.put("data", data);
    json.put("libraries", libraries(families));
    return Map.of("provenance.json", Json.bytes(json));
  }

  /**
   * Those whose code made models of such families: all but boosted trees are fitted by this one.
   */
  public static Map<String, String> libraries(Set<ModelFamily> families) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("mudbrick", mudbrickVersion());
    versions.put("java", Runtime.version().toString());
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    if (families.contains(ModelFamily.XGBOOST)) {
      versions.put("xgboost", xgboostVersion());
    }
    return versions;
  }

  private static String mudbrickVersion() {
    String version = AutoMl.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static String xgboostVersion() {
    Properties properties = new Properties();
    try (InputStream in = Booster.class.getResourceAsStream("/xgboost4j-version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
