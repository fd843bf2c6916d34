package io.mudbrick.featurestore.internal.profile;

import io.mudbrick.featurestore.profile.ColumnProfile;
import io.mudbrick.featurestore.profile.ColumnProfile.TopValue;
import io.mudbrick.featurestore.profile.FeatureDrift;
import io.mudbrick.featurestore.profile.FeatureDrift.Change;
import io.mudbrick.featurestore.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares profiles column by column. */
public final class Drifts {
  private static final int BINS = 10;

  /** Stands in for a share of nothing, whose logarithm there is not. */
  private static final double LEAST_SHARE = 1e-4;

  private Drifts() {}

  public static List<FeatureDrift> of(FeatureProfile before, FeatureProfile after) {
    Set<String> names = new LinkedHashSet<>();
    before.columns().forEach(column -> names.add(column.name()));
    after.columns().forEach(column -> names.add(column.name()));
    List<FeatureDrift> drifts = new ArrayList<>();
    for (String name : names) {
      drifts.add(of(name, before.column(name).orElse(null), after.column(name).orElse(null)));
    }
    return drifts;
  }

  private static FeatureDrift of(
      String name, @Nullable ColumnProfile before, @Nullable ColumnProfile after) {
    Change change = Change.KEPT;
    Double psi = null;
    Double ks = null;
    if (before == null) {
      change = Change.ADDED;
    } else if (after == null) {
      change = Change.REMOVED;
    } else if (!before.type().equals(after.type())) {
      change = Change.RETYPED;
    } else if (!before.quantiles().isEmpty() && !after.quantiles().isEmpty()) {
      psi = psiOfNumbers(before.quantiles(), after.quantiles());
      ks = ks(before.quantiles(), after.quantiles());
    } else if (!before.top().isEmpty() && !after.top().isEmpty()) {
      psi = psiOfValues(before.top(), after.top());
    }
    return new FeatureDrift(
        name,
        change,
        psi,
        ks,
        before == null ? 0 : before.nullShare(),
        after == null ? 0 : after.nullShare(),
        before == null ? null : before.mean(),
        after == null ? null : after.mean());
  }

  /** The share of values that are not above. */
  private static double notAbove(List<Double> quantiles, double value) {
    int count = 0;
    for (double quantile : quantiles) {
      count += quantile <= value ? 1 : 0;
    }
    return (double) count / quantiles.size();
  }

  private static double psiOfNumbers(List<Double> before, List<Double> after) {
    double psi = 0;
    double lastBefore = 0;
    double lastAfter = 0;
    Double edge = null;
    for (int bin = 1; bin <= BINS; bin++) {
      Double next = bin == BINS ? null : before.get(bin * (before.size() - 1) / BINS);
      if (next != null && next.equals(edge)) {
        continue; // many equal values: one bin holds them
      }
      double toBefore = next == null ? 1 : notAbove(before, next);
      double toAfter = next == null ? 1 : notAbove(after, next);
      psi += part(toBefore - lastBefore, toAfter - lastAfter);
      lastBefore = toBefore;
      lastAfter = toAfter;
      edge = next;
    }
    return psi;
  }

  private static double psiOfValues(List<TopValue> before, List<TopValue> after) {
    Map<String, Double> then = shares(before);
    Map<String, Double> now = shares(after);
    Set<String> values = new LinkedHashSet<>(then.keySet());
    values.addAll(now.keySet());
    double psi = 0;
    double restThen = 1;
    double restNow = 1;
    for (String value : values) {
      double a = then.getOrDefault(value, 0.0);
      double b = now.getOrDefault(value, 0.0);
      psi += part(a, b);
      restThen -= a;
      restNow -= b;
    }
    return psi + part(restThen, restNow);
  }

  private static Map<String, Double> shares(List<TopValue> top) {
    Map<String, Double> shares = new LinkedHashMap<>();
    top.forEach(value -> shares.put(value.value(), value.share()));
    return shares;
  }

  private static double part(double before, double after) {
    double a = Math.max(before, LEAST_SHARE);
    double b = Math.max(after, LEAST_SHARE);
    return (b - a) * Math.log(b / a);
  }

  private static double ks(List<Double> before, List<Double> after) {
    double greatest = 0;
    for (List<Double> points : List.of(before, after)) {
      for (double point : points) {
        greatest = Math.max(greatest, Math.abs(notAbove(before, point) - notAbove(after, point)));
      }
    }
    return greatest;
  }
}
