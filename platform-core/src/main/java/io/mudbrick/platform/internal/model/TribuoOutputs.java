package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model of Tribuo predicts.
 *
 * @param names of the classes, or of the dimensions of a regression, by their ids
 */
record TribuoOutputs(boolean areClasses, List<String> names, Map<String, Integer> ids) {
  private static final int MAX_OUTPUTS = 10_000;

  static TribuoOutputs read(Proto domain) {
    TribuoFile.Any any = TribuoFile.any(domain);
    boolean classes = any.type().equals("tribuo.classification.ImmutableLabelInfoProto");
    if (!classes && !any.type().equals("tribuo.regression.ImmutableRegressionInfoProto")) {
      throw ModelErrors.unsupported("its outputs are a '" + any.type() + "' of Tribuo");
    }
    List<String> labels = any.value().texts(1);
    List<Long> ids = any.value().integers(3);
    String[] names = new String[labels.size()];
    if (names.length == 0 || names.length > MAX_OUTPUTS || ids.size() != names.length) {
      throw domain.wrong("it has " + names.length + " outputs and " + ids.size() + " ids");
    }
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      long id = ids.get(i);
      if (id < 0 || id >= names.length || index.put(labels.get(i), (int) id) != null) {
        throw domain.wrong("the output '" + labels.get(i) + "' stands twice or out of range");
      }
      names[(int) id] = labels.get(i);
    }
    if (Arrays.asList(names).contains(null)) {
      throw domain.wrong("two outputs have one id");
    }
    return new TribuoOutputs(classes, List.of(names), Map.copyOf(index));
  }

  int index(String name, Proto where) {
    Integer id = ids.get(name);
    if (id == null) {
      throw where.wrong("there is no output '" + name + "'");
    }
    return id;
  }
}
