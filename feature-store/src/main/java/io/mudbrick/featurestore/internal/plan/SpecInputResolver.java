package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.featurestore.PlanMode;
import io.mudbrick.featurestore.internal.PlanErrors;
import io.mudbrick.featurestore.internal.join.Fetched;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Looks up the features of the models that carry a {@code feature_spec.yaml}. */
public final class SpecInputResolver implements InputResolver {
  private final Plans plans;

  public SpecInputResolver(Plans plans) {
    this.plans = plans;
  }

  @Override
  public Binding bind(LoadedModel model, Source source) {
    return new PlanBinding(plans.compile(packed(model), source));
  }

  /** The spec that a model carries. */
  static FeatureSpec packed(LoadedModel model) {
    String path = model.descriptor().featureSpec();
    if (path == null) {
      throw PlanErrors.modelWithoutSpec();
    }
    return FeatureSpec.parse(read(model.dir(), path));
  }

  private static String read(Path dir, String path) {
    Path file = dir.resolve(path).normalize();
    // The path stands in a file that came with the model: it must not lead out of it.
    if (!file.startsWith(dir.normalize())) {
      throw PlanErrors.badSpec("its path leads out of the model");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw PlanErrors.badSpec("'" + path + "' cannot be read", e);
    }
  }

  record PlanBinding(CompiledPlan plan) implements Binding {
    @Override
    public Frame resolve(Frame rows) {
      Set<String> sent = Frames.sent(plan, rows);
      ColumnBatch inputs = Frames.columns(rows, plan.route(sent).inputs().values());
      return with(rows, plan.find(inputs, rows.rows(), sent));
    }

    /** The rows with what was found for a model. */
    Frame with(Frame rows, Found found) {
      Frame resolved = rows;
      for (String feature : plan.features()) {
        int place = plan.places().of(feature);
        ColumnVector vector = found.get(place);
        if (vector != null) {
          resolved = resolved.with(feature, TableFrames.column(missing(found, place, vector)));
        }
      }
      return resolved;
    }

    /**
     * What a model gets for a missing number: in the product NaN, and online null when the table
     * has none of the keys.
     */
    private ColumnVector missing(Found found, int place, ColumnVector vector) {
      if (plan.spec().mode() == PlanMode.STRICT) {
        return vector;
      }
      Fetched origin = found.origin(place);
      if (plan.faithfulOnline() && origin != null && noneFound(origin, vector.size())) {
        return vector;
      }
      return Faithful.asNan(vector);
    }

    private static boolean noneFound(Fetched fetched, int rows) {
      for (int row = 0; row < rows; row++) {
        if (fetched.state(row) == State.PRESENT) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void close() {}
  }
}
