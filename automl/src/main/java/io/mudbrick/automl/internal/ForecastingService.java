package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.ForecastErrors;
import io.mudbrick.automl.ForecastExperiment;
import io.mudbrick.automl.ForecastExperiment.State;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.ForecastRequest;
import io.mudbrick.automl.Forecasting;
import io.mudbrick.automl.internal.data.RowSources;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.experiment.UnderWay;
import io.mudbrick.automl.internal.forecast.Calendars;
import io.mudbrick.automl.internal.forecasting.ForecastExperiments;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.registry.Registry;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@link Forecasting} for one caller. How an experiment stands is in its tags. */
public final class ForecastingService implements Forecasting {

  private final ModuleContext context;
  private final Caller caller;
  private final ForecastJobs jobs;
  private final UnderWay underWay;
  private final Tracking tracking;

  public ForecastingService(
      ModuleContext context, Caller caller, ForecastJobs jobs, UnderWay underWay) {
    this.context = context;
    this.caller = caller;
    this.jobs = jobs;
    this.underWay = underWay;
    this.tracking = context.service(Tracking.class, caller);
  }

  @Override
  public String create(ForecastRequest request) {
    ForecastOptions options = options(request);
    Calendars.of(options.countryCode());
    Catalog catalog = context.service(Catalog.class, caller);
    TableRead read = catalog.tables().open(request.table()).read();
    requireColumns(read.schema().names(), request.target(), options);
    // reads a row, so that who may not read hears it now
    read.limit(1).toColumns();
    String model = request.registerTo();
    if (model != null) {
      context.service(Registry.class, caller).requireRegistrable(model);
    }
    ForecastExperiments experiments = new ForecastExperiments(context, caller, underWay);
    Experiment experiment = experiments.create(request.table(), request.target(), options);
    tracking.setExperimentTag(experiment.experimentId(), Tags.SERVER, context.server());
    jobs.start(
        job(experiment.experimentId()),
        cancelled -> work(request, options, experiments, experiment, cancelled));
    return experiment.experimentId();
  }

  /** Each workspace counts its experiments from 1. */
  private String job(String experimentId) {
    return caller.workspaceId() + "/" + experimentId;
  }

  private ForecastOptions options(ForecastRequest request) {
    String future = request.futureTable();
    if (future == null) {
      return request.options();
    }
    Catalog catalog = context.service(Catalog.class, caller);
    Frame rows = TableFrames.of(catalog.tables().open(future).read().toColumns());
    return request.options().withFuture(rows);
  }

  private static void requireColumns(List<String> there, String target, ForecastOptions options) {
    List<String> wanted = new ArrayList<>(List.of(target, options.timeColumn()));
    wanted.addAll(options.identityColumns());
    wanted.addAll(options.features());
    String weight = options.sampleWeightColumn();
    if (weight != null) {
      wanted.add(weight);
    }
    for (String column : wanted) {
      if (!there.contains(column)) {
        throw AutoMlErrors.noSuchColumn("wanted", column, there);
      }
    }
  }

  private void work(
      ForecastRequest request,
      ForecastOptions options,
      ForecastExperiments experiments,
      Experiment experiment,
      BooleanSupplier cancelled) {
    try {
      ForecastOptions heard =
          options.withListener(
              event -> {
                options.listener().on(event);
                if (cancelled.getAsBoolean()) {
                  throw AutoMlErrors.interrupted();
                }
              });
      if (cancelled.getAsBoolean()) {
        throw AutoMlErrors.interrupted();
      }
      Rows rows = RowSources.table(context.service(Catalog.class, caller), request.table());
      AutoMlSummary found = experiments.run(rows, request.target(), heard, experiment);
      String model = request.registerTo();
      if (model != null) {
        Registrations.register(context.service(Registry.class, caller), found.best(), model);
      }
      tag(experiment, Tags.STATE, "SUCCESS");
    } catch (RuntimeException | OutOfMemoryError e) {
      String reason = e instanceof PlatformException no ? no.message() : e.toString();
      tag(experiment, Tags.FAILURE, reason);
      tag(experiment, Tags.STATE, cancelled.getAsBoolean() ? "CANCELED" : "FAILED");
    }
  }

  private void tag(Experiment experiment, String key, String value) {
    tracking.setExperimentTag(experiment.experimentId(), key, value);
  }

  @Override
  public ForecastExperiment get(String experimentId) {
    Experiment experiment = tracking.getExperiment(experimentId);
    Map<String, String> tags = experiment.tags();
    if (!Tags.forecasts(experiment)) {
      throw ForecastErrors.noSuchExperiment(experimentId);
    }
    State state = state(tags.getOrDefault(Tags.STATE, "PENDING"));
    String server = tags.get(Tags.SERVER);
    boolean orphaned =
        server != null
            && !state.isOver()
            && !jobs.has(job(experimentId))
            && (server.equals(context.server()) || jobs.isLost(server));
    if (orphaned) {
      // it may have ended since its tags were read
      State now = state(tracking.getExperiment(experimentId).tags().getOrDefault(Tags.STATE, ""));
      return now.isOver()
          ? get(experimentId)
          : new ForecastExperiment(
              experimentId, State.FAILED, "The server that worked on it was stopped.");
    }
    String failure = tags.get(Tags.FAILURE);
    boolean told = failure != null && !failure.isEmpty();
    return new ForecastExperiment(experimentId, state, told ? failure : null);
  }

  private static State state(String tag) {
    return switch (tag) {
      case "SUCCESS" -> State.SUCCEEDED;
      case "FAILED" -> State.FAILED;
      case "CANCELED" -> State.CANCELLED;
      case "RUNNING" -> State.RUNNING;
      default -> State.PENDING;
    };
  }

  @Override
  public ForecastExperiment cancel(String experimentId) {
    ForecastExperiment experiment = get(experimentId);
    // whoever may not edit the experiment is refused here
    tracking.setExperimentTag(
        experimentId, "mudbrick.automl.cancelled_by", caller.principal().name());
    jobs.cancel(job(experimentId));
    return experiment.state().isOver() ? experiment : get(experimentId);
  }
}
