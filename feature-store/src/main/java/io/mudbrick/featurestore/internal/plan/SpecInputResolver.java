package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** Looks up the features of the models that carry a {@code feature_spec.yaml}. */
public final class SpecInputResolver implements InputResolver {
  private final Plans plans;

  public SpecInputResolver(Plans plans) {
    this.plans = plans;
  }

  @Override
  public Binding bind(LoadedModel model, Source source) {
    String path = model.descriptor().featureSpec();
    if (path == null) {
      throw FeatureStoreErrors.modelWithoutSpec();
    }
    FeatureSpec spec = FeatureSpec.parse(read(model.dir(), path));
    CompiledPlan plan = source == Source.ONLINE ? plans.online(spec) : plans.batch(spec, Map.of());
    return new PlanBinding(plan);
  }

  private static String read(Path dir, String path) {
    Path file = dir.resolve(path).normalize();
    // The path stands in a file that came with the model: it must not lead out of it.
    if (!file.startsWith(dir.normalize())) {
      throw FeatureStoreErrors.badSpec("its path leads out of the model");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw FeatureStoreErrors.badSpec("'" + path + "' cannot be read", e);
    }
  }

  private record PlanBinding(CompiledPlan plan) implements Binding {
    @Override
    public Frame resolve(Frame rows) {
      Collection<Column> inputs = plan.lookupColumns(rows.names());
      ColumnBatch keys = Frames.columns(rows, inputs);
      Map<String, ColumnVector> found = plan.lookUp(keys, rows.columns().keySet());
      Frame resolved = rows;
      for (String feature : plan.features()) {
        ColumnVector vector = found.get(feature);
        if (vector != null) {
          resolved = resolved.with(feature, Frames.column(vector));
        }
      }
      return resolved;
    }

    @Override
    public void close() {}
  }
}
