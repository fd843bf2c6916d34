package io.mudbrick.registry.internal;

import io.mudbrick.registry.RegistryErrors;
import java.util.Locale;
import java.util.regex.Pattern;

/** What aliases, tags and sources may look like. */
final class Rules {
  private static final int MAX_ALIAS = 255;
  private static final int MAX_KEY = 250;
  private static final int MAX_ORIGIN = 4096;
  private static final int MAX_VALUE = 100_000;
  private static final Pattern ALIAS = Pattern.compile("[\\w-]+");
  private static final Pattern VERSION_ALIAS = Pattern.compile("[vV]\\d+");
  private static final Pattern SOURCE = Pattern.compile("[a-z][a-z-]*:/[^#?\\\\\\p{Cntrl}]+");

  private Rules() {}

  static void alias(String alias) {
    if (alias.isEmpty()) {
      throw RegistryErrors.blankAlias();
    }
    if (alias.length() > MAX_ALIAS) {
      throw RegistryErrors.longAlias(MAX_ALIAS);
    }
    if (!ALIAS.matcher(alias).matches()) {
      throw RegistryErrors.badAlias(alias);
    }
    if (alias.toLowerCase(Locale.ROOT).equals("latest")) {
      throw RegistryErrors.reservedLatest();
    }
    if (VERSION_ALIAS.matcher(alias).matches()) {
      throw RegistryErrors.reservedVersion(alias);
    }
  }

  static void tag(String key, String value) {
    if (key.isEmpty() || key.length() > MAX_KEY) {
      throw RegistryErrors.badTagKey(key);
    }
    if (value.length() > MAX_VALUE) {
      throw RegistryErrors.longTagValue(key, MAX_VALUE);
    }
  }

  /** Where files came from that their client brings: told to people, never opened. */
  static void origin(String source) {
    boolean crooked = source.isBlank() || source.chars().anyMatch(Character::isISOControl);
    if (crooked || source.length() > MAX_ORIGIN) {
      throw RegistryErrors.longSource(MAX_ORIGIN);
    }
  }

  /** Refuses what could mean another place to somebody else; the scheme's owner checks the rest. */
  static void source(String source) {
    boolean climbs = source.contains("..") || source.contains("%") || source.contains(";");
    if (climbs || !SOURCE.matcher(source).matches()) {
      throw RegistryErrors.badSource(source);
    }
  }
}
