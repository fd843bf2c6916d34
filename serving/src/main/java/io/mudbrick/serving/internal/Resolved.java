package io.mudbrick.serving.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.internal.jdbc.VersionUse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration with the model version behind each entity.
 *
 * @param versions in the order of the entities
 */
record Resolved(EndpointConfig config, List<ModelVersion> versions) {
  private static final int MAX_SPEC_BYTES = 1 << 22;

  /**
   * Finds the versions as the endpoint's creator, who has to be allowed to execute the models and
   * to read their feature tables.
   */
  static Resolved of(ModuleContext context, Caller creator, EndpointConfig config) {
    Registry registry = context.service(Registry.class, creator);
    Catalog catalog = context.service(Catalog.class, creator);
    List<ModelVersion> versions =
        config.entities().stream().map(entity -> registry.resolve(entity.modelUri())).toList();
    for (ModelVersion version : versions) {
      BlobStore files = registry.artifacts(version.model(), version.version());
      for (FeatureSpec.Table table : featureTables(files)) {
        catalog.grants().require(SecurableRef.table(table.name()), Privilege.SELECT);
      }
    }
    return new Resolved(config, versions);
  }

  /** The tables that the packed lookups read. */
  private static List<FeatureSpec.Table> featureTables(BlobStore files) {
    String spec = MlModel.parse(text(files, MlModel.FILE)).featureSpec();
    return spec == null ? List.of() : FeatureSpec.parse(text(files, spec)).tables();
  }

  private static String text(BlobStore files, String path) {
    try (InputStream in = files.open(path)) {
      return new String(in.readNBytes(MAX_SPEC_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw RegistryErrors.unreadable(path, e);
    }
  }

  /** The number behind each entity. */
  Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (int i = 0; i < versions.size(); i++) {
      ServedEntity entity = config.entities().get(i);
      numbers.put(entity.name(), versions.get(i).version());
    }
    return numbers;
  }

  /** What the entities use. */
  List<VersionUse> uses() {
    List<VersionUse> uses = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      ServedEntity entity = config.entities().get(i);
      ModelVersion version = versions.get(i);
      uses.add(new VersionUse(entity.name(), version.model(), version.version(), entity.alias()));
    }
    return uses;
  }
}
