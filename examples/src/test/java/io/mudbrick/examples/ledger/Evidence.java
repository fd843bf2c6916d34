package io.mudbrick.examples.ledger;

/**
 * What a test says of an endpoint.
 *
 * @param route method and template
 * @param text the client that drives it, or the reason of a difference
 * @param file the test, from the root of the repository
 */
record Evidence(Kind kind, String route, String text, String file) {
  enum Kind {
    WITNESS,
    DIFFERENCE
  }
}
