package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.Answer;
import io.mudbrick.serving.ServingErrors;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model with its feature lookups: the one path from the rows that a caller sends to predictions,
 * online and in batches.
 *
 * @param lookups null when the model takes its rows as they are
 */
public record ServedModel(
    ModelVersion version, LoadedModel model, InputResolver.@Nullable Binding lookups)
    implements Served {

  public static ServedModel load(
      ModuleContext context, Caller caller, ModelVersion version, InputResolver.Source source) {
    LoadedModel model = context.service(Registry.class, caller).load(version.uri());
    boolean lookups = model.descriptor().featureSpec() != null;
    return new ServedModel(
        version,
        model,
        lookups ? context.service(InputResolver.class, caller).bind(model, source) : null);
  }

  @Override
  public Answer.Content answer(Frame rows, @Nullable Object params) {
    boolean contributions = Params.wantContributions(params, signature());
    Frame resolved = resolve(rows);
    return new Answer.Scores(
        ask(model::predict, resolved), contributions ? ask(model::explain, resolved) : null);
  }

  public Predictions predict(Frame rows) {
    return ask(model::predict, resolve(rows));
  }

  /** A model that throws will throw again: to the server that is a bad request, as to MLflow. */
  private static <T> T ask(Function<Frame, T> model, Frame rows) {
    try {
      return model.apply(rows);
    } catch (PlatformException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ServingErrors.modelThrew(e);
    }
  }

  private Frame resolve(Frame rows) {
    return lookups == null ? rows : lookups.resolve(rows);
  }

  @Override
  public List<String> columns() {
    ModelSignature signature = signature();
    return signature == null ? List.of() : signature.inputs().names();
  }

  @Override
  public @Nullable ModelSignature signature() {
    return model.signature();
  }

  /** With the rows that the model brings as an example. */
  @Override
  public int warmUp() {
    return WarmUp.of(this);
  }

  /** {@code c.s.m/3}. */
  public String id() {
    return id(version);
  }

  static String id(ModelVersion version) {
    return version.model() + "/" + version.version();
  }

  @Override
  public void close() {
    if (lookups != null) {
      lookups.close();
    }
  }
}
