package io.mudbrick.platform.internal.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends DatabaseContract {
  @TempDir Path directory;

  @Override
  Store create() {
    return reopen();
  }

  @Override
  Store reopen() {
    return new SqliteDatabase(directory.resolve("t.db"));
  }

  @Override
  String uniqueViolation() {
    return "UNIQUE";
  }
}
