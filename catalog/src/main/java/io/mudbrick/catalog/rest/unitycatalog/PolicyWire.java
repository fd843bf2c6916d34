package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.AccessPolicies.Placed;
import io.mudbrick.catalog.AccessPolicy;
import io.mudbrick.catalog.PolicyErrors;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A policy on the wire. */
record PolicyWire(
    @Nullable String id,
    @Nullable String name,
    @Nullable String policyType,
    @Nullable String onSecurableType,
    @Nullable String onSecurableFullname,
    @Nullable String forSecurableType,
    @Nullable List<String> toPrincipals,
    @Nullable List<String> exceptPrincipals,
    @Nullable String whenCondition,
    @Nullable List<Match> matchColumns,
    @Nullable Options columnMask,
    @Nullable Options rowFilter,
    @Nullable String comment,
    @Nullable Long createdAt,
    @Nullable String createdBy,
    @Nullable Long updatedAt,
    @Nullable String updatedBy) {
  private static final String TYPE = "POLICY_TYPE_";

  record Match(@Nullable String condition, @Nullable String alias) {}

  record Argument(@Nullable String alias, @Nullable String constant) {}

  record Options(
      @Nullable String functionName, @Nullable String onColumn, @Nullable List<Argument> using) {}

  static PolicyWire of(Placed placed) {
    AccessPolicy policy = placed.policy();
    boolean mask = policy.kind() == AccessPolicy.Kind.COLUMN_MASK;
    Options options =
        new Options(
            policy.function(),
            policy.onColumn(),
            policy.using().stream().map(a -> new Argument(a.alias(), a.constant())).toList());
    return new PolicyWire(
        placed.id(),
        policy.name(),
        TYPE + policy.kind().name(),
        SecurablePath.wireType(placed.on()),
        placed.on().fullName(),
        "TABLE",
        policy.to(),
        policy.except(),
        policy.when(),
        policy.match().stream().map(m -> new Match(m.condition(), m.alias())).toList(),
        mask ? options : null,
        mask ? null : options,
        policy.comment(),
        placed.created().at().toEpochMilli(),
        placed.created().by(),
        placed.updated().at().toEpochMilli(),
        placed.updated().by());
  }

  AccessPolicy policy() {
    AccessPolicy.Kind kind = kind();
    Options options = kind == AccessPolicy.Kind.COLUMN_MASK ? columnMask : rowFilter;
    if (options == null || options.functionName() == null) {
      throw PolicyErrors.badPolicy("A policy needs the function_name of its mask or filter.");
    }
    if (forSecurableType != null && !forSecurableType.equalsIgnoreCase("TABLE")) {
      throw PolicyErrors.badPolicy("A policy is for securables of type TABLE.");
    }
    return new AccessPolicy(
        Objects.requireNonNullElse(name, ""),
        kind,
        options.functionName(),
        listed(toPrincipals),
        listed(exceptPrincipals),
        whenCondition == null || whenCondition.isBlank() ? null : whenCondition,
        listed(matchColumns).stream()
            .map(m -> new AccessPolicy.Match(text(m.condition()), text(m.alias())))
            .toList(),
        kind == AccessPolicy.Kind.COLUMN_MASK ? options.onColumn() : null,
        listed(options.using()).stream()
            .map(a -> new AccessPolicy.Argument(a.alias(), a.constant()))
            .toList(),
        comment);
  }

  private AccessPolicy.Kind kind() {
    for (AccessPolicy.Kind kind : AccessPolicy.Kind.values()) {
      if ((TYPE + kind.name()).equals(policyType)) {
        return kind;
      }
    }
    throw PolicyErrors.badPolicy(
        "policy_type is POLICY_TYPE_COLUMN_MASK or POLICY_TYPE_ROW_FILTER.");
  }

  private static <T> List<T> listed(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** This policy with what a change names; with no names, with what it holds. */
  PolicyWire with(PolicyWire change, Set<String> fields) {
    Change from = new Change(fields);
    return new PolicyWire(
        id,
        from.of("name", name, change.name),
        from.of("policy_type", policyType, change.policyType),
        onSecurableType,
        onSecurableFullname,
        from.of("for_securable_type", forSecurableType, change.forSecurableType),
        from.of("to_principals", toPrincipals, change.toPrincipals),
        from.of("except_principals", exceptPrincipals, change.exceptPrincipals),
        from.of("when_condition", whenCondition, change.whenCondition),
        from.of("match_columns", matchColumns, change.matchColumns),
        from.of("column_mask", columnMask, change.columnMask),
        from.of("row_filter", rowFilter, change.rowFilter),
        from.of("comment", comment, change.comment),
        createdAt,
        createdBy,
        updatedAt,
        updatedBy);
  }

  private record Change(Set<String> fields) {
    <T> @Nullable T of(String field, @Nullable T before, @Nullable T after) {
      boolean named = fields.isEmpty() ? after != null : fields.contains(field);
      return named ? after : before;
    }
  }
}
