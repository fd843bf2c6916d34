package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.internal.forecast.model.Series;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Pace;
import java.time.LocalDateTime;
import java.util.List;

/**
 * The series that rows hold, made regular.
 *
 * @param members one or many, in the order of their identities
 * @param timeType as a model's signature names the time column
 * @param identityTypes likewise of the identity columns
 * @param alerts what was noticed on the way
 */
public record Panel(
    List<Member> members,
    Pace pace,
    DataType timeType,
    List<DataType> identityTypes,
    List<Alert> alerts) {

  /**
   * One series.
   *
   * @param identity the texts of its identity columns
   * @param weight how much it counts in the metrics
   * @param ahead its covariates in the time to come
   */
  public record Member(List<String> identity, Series series, double weight, List<double[]> ahead) {
    public Member {
      identity = List.copyOf(identity);
      ahead = List.copyOf(ahead);
    }

    /** The time of a step after the last value; 0 is the first to come. */
    public LocalDateTime ahead(Pace pace, int step) {
      return pace.after(series.timeline().start(), series.length() + (long) step);
    }
  }

  public Panel {
    members = List.copyOf(members);
    identityTypes = List.copyOf(identityTypes);
    alerts = List.copyOf(alerts);
  }

  public List<Series> series() {
    return members.stream().map(Member::series).toList();
  }
}
