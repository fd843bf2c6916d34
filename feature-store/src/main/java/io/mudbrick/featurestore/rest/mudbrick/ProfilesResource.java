package io.mudbrick.featurestore.rest.mudbrick;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.profile.ColumnProfile;
import io.mudbrick.featurestore.profile.FeatureDrift;
import io.mudbrick.featurestore.profile.FeatureProfile;
import io.mudbrick.featurestore.profile.FeatureProfile.Scope;
import io.mudbrick.featurestore.profile.FeatureProfiles;
import io.mudbrick.featurestore.profile.ProfileComparison;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /tables/{table}/profile}. */
final class ProfilesResource {
  private ProfilesResource() {}

  record Asked(@Nullable Long version, @Nullable Scope scope) {}

  record Two(long before, long after) {}

  record Profile(
      String table,
      long version,
      String scope,
      long rows,
      String at,
      List<ColumnProfile> columns,
      List<Long> writes) {}

  record Comparison(String table, long before, long after, List<FeatureDrift> features) {}

  static void mount(Routes routes) {
    routes
        .get("/tables/{table}/profile", Policy.AUTHENTICATED, ProfilesResource::get)
        .get("/tables/{table}/profile/compare", Policy.AUTHENTICATED, ProfilesResource::compare);
  }

  private static HttpReply get(HttpCall call) {
    FeatureProfiles profiles = call.service(FeatureStore.class).profiles();
    Asked asked = call.request(Asked.class);
    String table = call.variable("table");
    Long version = asked.version();
    FeatureProfile profile;
    if (version == null) {
      profile = profiles.of(table);
    } else {
      profile =
          asked.scope() == Scope.WRITE
              ? profiles.ofWrite(table, version)
              : profiles.of(table, version);
    }
    return HttpReply.json(
        new Profile(
            profile.table(),
            profile.version(),
            profile.scope().name(),
            profile.rows(),
            profile.at().toString(),
            profile.columns(),
            profiles.writes(table)));
  }

  private static HttpReply compare(HttpCall call) {
    Two two = call.request(Two.class);
    String table = call.variable("table");
    ProfileComparison comparison =
        call.service(FeatureStore.class).profiles().compare(table, two.before(), two.after());
    return HttpReply.json(new Comparison(table, two.before(), two.after(), comparison.features()));
  }
}
