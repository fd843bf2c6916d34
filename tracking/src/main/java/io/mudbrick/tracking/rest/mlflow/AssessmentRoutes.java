package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.AssessmentUpdate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code /mlflow/traces/{trace_id}/assessments}. */
final class AssessmentRoutes {
  private static final String ALL = "/mlflow/traces/{trace_id}/assessments";
  private static final String ONE = ALL + "/{assessment_id}";

  private AssessmentRoutes() {}

  static void mount(Routes routes) {
    routes
        .post(ALL, Policy.AUTHENTICATED, AssessmentRoutes::create)
        .get(ONE, Policy.AUTHENTICATED, AssessmentRoutes::get)
        .patch(ONE, Policy.AUTHENTICATED, AssessmentRoutes::update)
        .delete(ONE, Policy.AUTHENTICATED, AssessmentRoutes::delete);
  }

  private static HttpReply one(Assessment assessment) {
    return HttpReply.json(Map.of("assessment", WireAssessment.of(assessment)));
  }

  private static Map<String, Object> assessment(HttpCall call) {
    Map<String, Object> assessment = WireAssessment.object(call.json(), "assessment");
    if (assessment.isEmpty()) {
      throw TrackingErrors.missingValue("assessment");
    }
    return assessment;
  }

  private static HttpReply create(HttpCall call) {
    Assessment given = WireAssessment.read(assessment(call));
    return one(TraceRoutes.traces(call).createAssessment(call.variable("trace_id"), given));
  }

  private static HttpReply get(HttpCall call) {
    return one(
        TraceRoutes.traces(call)
            .getAssessment(call.variable("trace_id"), call.variable("assessment_id")));
  }

  private static HttpReply update(HttpCall call) {
    Object mask = call.json().get("update_mask");
    if (!(mask instanceof String paths) || paths.isEmpty()) {
      throw TrackingErrors.missingValue("update_mask");
    }
    List<String> changed = Arrays.asList(paths.split(",", -1));
    AssessmentUpdate update = WireAssessment.update(assessment(call), changed);
    return one(
        TraceRoutes.traces(call)
            .updateAssessment(call.variable("trace_id"), call.variable("assessment_id"), update));
  }

  private static HttpReply delete(HttpCall call) {
    TraceRoutes.traces(call)
        .deleteAssessment(call.variable("trace_id"), call.variable("assessment_id"));
    return HttpReply.empty();
  }
}
