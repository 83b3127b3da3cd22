/** PROV-JSON: statements as documents that every reader of the format accepts. */
@NullMarked
package dev.headwater.sink.prov;

import org.jspecify.annotations.NullMarked;
