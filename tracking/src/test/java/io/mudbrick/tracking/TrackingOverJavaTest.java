package io.mudbrick.tracking;

import io.mudbrick.platform.Mudbrick;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts, through the Java API. */
@Tag("both-stores")
class TrackingOverJavaTest {
  @Nested
  class Runs extends RunContract {
    @Override
    Tracking open(Mudbrick platform) {
      return platform.module(Tracking.class);
    }
  }

  @Nested
  class Searches extends SearchContract {
    @Override
    Tracking open(Mudbrick platform) {
      return platform.module(Tracking.class);
    }
  }

  @Nested
  class Experiments extends ExperimentContract {
    @Override
    Tracking open(Mudbrick platform) {
      return platform.module(Tracking.class);
    }
  }

  @Nested
  class Models extends LoggedModelContract {
    @Override
    Tracking open(Mudbrick platform) {
      return platform.module(Tracking.class);
    }
  }

  @Nested
  class Histories extends HistoryContract {
    @Override
    Tracking open(Mudbrick platform) {
      return platform.module(Tracking.class);
    }
  }

  @Nested
  class Datasets extends EvaluationDatasetContract {
    @Override
    Tracking open(Mudbrick platform) {
      return platform.module(Tracking.class);
    }
  }
}
