package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.http.HttpCall;
import java.util.Locale;

/** Securables as paths name them: a type in any case, singular or plural, and a full name. */
final class SecurablePath {
  private SecurablePath() {}

  static SecurableRef of(HttpCall call, String type, String fullName) {
    SecurableType parsed = type(type);
    if (parsed != SecurableType.METASTORE) {
      return new SecurableRef(parsed, fullName);
    }
    if (!fullName.equals(call.caller().metastoreId())) {
      throw CatalogErrors.missingId(fullName);
    }
    return SecurableRef.metastore();
  }

  private static SecurableType type(String text) {
    String type = text.toLowerCase(Locale.ROOT);
    if (type.endsWith("s")) {
      type = type.substring(0, type.length() - 1);
    }
    // To the Databricks SDKs a model is a function.
    return type.equals("function") ? SecurableType.REGISTERED_MODEL : SecurableType.parse(type);
  }

  /** The type in a reply, as the Databricks SDKs know it. */
  static String wireType(SecurableRef ref) {
    return ref.type() == SecurableType.REGISTERED_MODEL ? "FUNCTION" : ref.type().name();
  }
}
