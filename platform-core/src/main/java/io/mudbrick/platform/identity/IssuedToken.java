package io.mudbrick.platform.identity;

/**
 * A token just made.
 *
 * @param value the secret, which nobody can ask for again: only its hash is kept
 */
public record IssuedToken(String value, TokenInfo info) {
  @Override
  public String toString() {
    return "IssuedToken[" + info + "]";
  }
}
