/** Pure mapping of run events, series and findings to PROV statements. */
@NullMarked
package dev.headwater.processor.lineage;

import org.jspecify.annotations.NullMarked;
