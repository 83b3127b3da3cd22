/** Tests of the mapping to statements. */
@NullMarked
package dev.headwater.processor.lineage;

import org.jspecify.annotations.NullMarked;
