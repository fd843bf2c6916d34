/** Users, groups, service principals, tokens, and permissions on objects. */
@NullMarked
package io.mudbrick.platform.identity;

import org.jspecify.annotations.NullMarked;
