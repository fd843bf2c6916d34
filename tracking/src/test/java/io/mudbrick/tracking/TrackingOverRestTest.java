package io.mudbrick.tracking;

import io.mudbrick.platform.Mudbrick;
import org.junit.jupiter.api.Nested;

/** The contracts, through the MLflow REST API. */
class TrackingOverRestTest {
  @Nested
  class Runs extends RunContract {
    @Override
    Tracking open(Mudbrick platform) {
      return new RestTracking(platform);
    }
  }

  @Nested
  class Searches extends SearchContract {
    @Override
    Tracking open(Mudbrick platform) {
      return new RestTracking(platform);
    }
  }

  @Nested
  class Experiments extends ExperimentContract {
    @Override
    Tracking open(Mudbrick platform) {
      return new RestTracking(platform);
    }
  }

  @Nested
  class Models extends LoggedModelContract {
    @Override
    Tracking open(Mudbrick platform) {
      return new RestTracking(platform);
    }
  }

  @Nested
  class Histories extends HistoryContract {
    @Override
    Tracking open(Mudbrick platform) {
      return new RestTracking(platform);
    }
  }

  @Nested
  class Datasets extends EvaluationDatasetContract {
    @Override
    Tracking open(Mudbrick platform) {
      return new RestTracking(platform);
    }
  }
}
