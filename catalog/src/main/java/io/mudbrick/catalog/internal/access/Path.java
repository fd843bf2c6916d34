package io.mudbrick.catalog.internal.access;

import io.mudbrick.catalog.SecurableRef;
import java.util.List;

/**
 * Where a reference leads: the nodes from the metastore down, as far as they exist.
 *
 * @param levels how many nodes there are when all exist
 */
public record Path(SecurableRef ref, List<Node> nodes, int levels) {

  public boolean complete() {
    return nodes.size() == levels;
  }

  /** The node that the reference names; only of a complete path. */
  public Node leaf() {
    return nodes.get(levels - 1);
  }

  /** The reference to the node at a depth, 0 being the metastore. */
  public SecurableRef refAt(int depth) {
    SecurableRef at = ref;
    for (int i = levels - 1; i > depth; i--) {
      at = at.parent();
    }
    return at;
  }
}
