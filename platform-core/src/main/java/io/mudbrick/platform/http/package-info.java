/**
 * What modules see of HTTP: routes, calls, replies and error dialects. The server itself is
 * internal.
 */
@NullMarked
package io.mudbrick.platform.http;

import org.jspecify.annotations.NullMarked;
