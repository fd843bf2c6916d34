package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Ids;

/**
 * Names for those who gave none: an adjective, a noun and a number, such as {@code
 * amber-heron-417}.
 */
final class RandomNames {
  private static final String[] ADJECTIVES = {
    "amber", "brisk", "calm", "clay", "coral", "dapper", "dusty", "eager", "early", "fair",
    "fleet", "gentle", "glad", "golden", "handy", "hardy", "honest", "humble", "jolly", "keen",
    "kind", "late", "light", "little", "lively", "lucky", "mellow", "merry", "mild", "neat",
    "nimble", "noble", "olive", "patient", "plain", "polite", "proud", "quick", "quiet", "rapid",
    "ready", "russet", "sandy", "sharp", "silent", "simple", "smart", "snug", "solid", "spry",
    "steady", "stout", "sunny", "swift", "tidy", "tiny", "trusty", "upbeat", "warm", "wise"
  };
  private static final String[] NOUNS = {
    "adobe", "alder", "anvil", "arch", "badger", "barn", "basin", "beam", "bison", "brook",
    "canyon", "cedar", "cobble", "crane", "delta", "dome", "dune", "falcon", "fern", "finch",
    "forge", "gable", "grove", "harbor", "hazel", "hearth", "heron", "ibex", "juniper", "kiln",
    "lark", "ledge", "lintel", "lynx", "maple", "marsh", "mason", "meadow", "mesa", "mortar",
    "otter", "pillar", "plover", "quarry", "quill", "raven", "reed", "ridge", "robin", "sparrow",
    "spruce", "stone", "swallow", "thistle", "timber", "trowel", "vault", "walnut", "willow", "wren"
  };

  private final Ids ids;

  RandomNames(Ids ids) {
    this.ids = ids;
  }

  String next() {
    return ADJECTIVES[ids.below(ADJECTIVES.length)]
        + "-"
        + NOUNS[ids.below(NOUNS.length)]
        + "-"
        + ids.below(1000);
  }
}
