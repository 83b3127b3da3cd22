/** Export: runs out of the graph as one PROV-JSON document, in flat memory. */
@NullMarked
package dev.headwater.sink.export;

import org.jspecify.annotations.NullMarked;
