package io.mudbrick.test;

/** Who shares a workspace. */
public enum Workspaces {
  /** Nobody: each test, and each run of a repeated or parameterized one, has its own. */
  PER_TEST,
  /** All tests of a class and of the classes nested in it, for a story told in steps. */
  PER_CLASS
}
