package io.mudbrick.catalog;

/**
 * A function of the catalog.
 *
 * @param spec what it is; its name and comment are those it was made with, the current ones stand
 *     in the securable
 */
public record FunctionInfo(Securable securable, FunctionSpec spec) {
  public String id() {
    return securable.id();
  }

  public String fullName() {
    return securable.fullName();
  }
}
