package io.mudbrick.platform.cli;

import picocli.CommandLine;

/** The version that the build wrote into the jar. */
final class Version implements CommandLine.IVersionProvider {

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "Mudbrick " + (version == null ? "(not from a jar)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      text(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
