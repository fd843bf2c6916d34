package io.mudbrick.serving.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.internal.jdbc.VersionUse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration with what its entities stand for.
 *
 * @param uses in the order of the entities
 */
record Resolved(EndpointConfig config, List<VersionUse> uses) {
  private static final int MAX_SPEC_BYTES = 1 << 22;

  /**
   * Finds the versions as the endpoint's creator, who has to be allowed to execute the models and
   * the feature specs and to read their feature tables.
   */
  static Resolved of(ModuleContext context, Caller creator, EndpointConfig config) {
    List<VersionUse> uses = new ArrayList<>();
    for (ServedEntity entity : config.entities()) {
      uses.add(
          entity.isFeatures() ? spec(context, creator, entity) : model(context, creator, entity));
    }
    return new Resolved(config, uses);
  }

  private static VersionUse spec(ModuleContext context, Caller creator, ServedEntity entity) {
    FeatureSpec spec = find(context.service(FeatureStore.class, creator), entity.model());
    Grants grants = context.service(Catalog.class, creator).grants();
    grants.require(SecurableRef.function(entity.model()), Privilege.EXECUTE);
    requireTables(grants, spec.tables());
    return new VersionUse(entity.name(), entity.model(), 0, null);
  }

  private static FeatureSpec find(FeatureStore store, String name) {
    try {
      return store.getFeatureSpec(name).spec();
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST ? ServingErrors.noSuchSpec(name) : e;
    }
  }

  private static VersionUse model(ModuleContext context, Caller creator, ServedEntity entity) {
    Registry registry = context.service(Registry.class, creator);
    ModelVersion version = registry.resolve(entity.modelUri());
    BlobStore files = registry.artifacts(version.model(), version.version());
    requireTables(context.service(Catalog.class, creator).grants(), featureTables(files));
    return new VersionUse(entity.name(), version.model(), version.version(), entity.alias());
  }

  private static void requireTables(Grants grants, List<FeatureSpec.Table> tables) {
    for (FeatureSpec.Table table : tables) {
      grants.require(SecurableRef.table(table.name()), Privilege.SELECT);
    }
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

  /** The number behind each entity; none behind a feature spec. */
  Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (VersionUse use : uses) {
      if (use.version() > 0) {
        numbers.put(use.entity(), use.version());
      }
    }
    return numbers;
  }
}
