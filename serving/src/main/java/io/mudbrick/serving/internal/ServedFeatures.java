package io.mudbrick.serving.internal;

import io.mudbrick.catalog.TableFrames;
import io.mudbrick.featurestore.FeaturePlan;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.serving.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feature spec of the catalog, online: Feature Serving. */
record ServedFeatures(FeaturePlan plan) implements Served {

  static ServedFeatures load(ModuleContext context, Caller caller, String spec) {
    return new ServedFeatures(
        context.service(FeatureStore.class, caller).plan(spec, InputResolver.Source.ONLINE));
  }

  @Override
  public Answer.Content answer(Frame rows, @Nullable Object params) {
    return new Answer.Features(TableFrames.of(plan.run(rows).outputs()));
  }

  @Override
  public List<String> columns() {
    return plan.requiredColumns();
  }

  @Override
  public @Nullable ModelSignature signature() {
    return null;
  }

  /** There are no rows to try: keys that are there are nobody's guess. */
  @Override
  public int warmUp() {
    return 0;
  }

  @Override
  public void close() {}
}
