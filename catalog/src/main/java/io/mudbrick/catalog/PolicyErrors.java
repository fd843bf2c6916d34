package io.mudbrick.catalog;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors of masks, filters and the policies that bring them. */
public final class PolicyErrors {
  private PolicyErrors() {}

  /** Nothing can be read: what should hide rows or columns is gone. */
  public static PlatformException functionDropped(@Nullable String name) {
    return failed(
        "Function '%s' of a column mask or a row filter was dropped: nothing can be read until the mask or filter is unset or set anew."
            .formatted(name),
        "FUNCTION_DROPPED");
  }

  public static PlatformException calledFunctionDropped(String function, String called) {
    return failed(
        "Function '%s' calls '%s', which was dropped. Another function of that name does not take its place: create '%s' anew."
            .formatted(function, called, function),
        "FUNCTION_DROPPED");
  }

  public static PlatformException severalPolicies(String what) {
    return failed(
        "Several different policies hold for " + what + " and this user; there can be one.",
        "MULTIPLE_POLICIES");
  }

  public static PlatformException ambiguousColumn(String policy, String alias) {
    return failed(
        "Policy '%s' cannot be applied: more than one column is '%s'.".formatted(policy, alias),
        "AMBIGUOUS_COLUMN");
  }

  public static PlatformException policyMissing(SecurableRef on, String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Policy '" + CatalogErrors.shown(name) + "' on " + on.label() + " does not exist.");
  }

  public static PlatformException policyExists(SecurableRef on, String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        "Policy '" + CatalogErrors.shown(name) + "' on " + on.label() + " already exists.");
  }

  /** A policy that makes no sense, and why. */
  public static PlatformException badPolicy(String why) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, why);
  }

  /** Whoever tags needs ASSIGN on a governed tag, beside APPLY TAG on what is tagged. */
  public static PlatformException mayNotAssign(String key) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "User does not have ASSIGN on governed tag '" + CatalogErrors.shown(key) + "'.");
  }

  public static PlatformException overtakenRuleSet(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_CONFLICT,
        "The rule set '" + CatalogErrors.shown(name) + "' was changed since: read it again.");
  }

  private static PlatformException failed(String message, String reason) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION, message, Map.of("reason", reason), null);
  }
}
