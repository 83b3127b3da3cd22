/** The panel: every foreign judge of PROV-JSON that can be had, asked about the same document. For tests only. */
@NullMarked
package dev.headwater.judges.panel;

import org.jspecify.annotations.NullMarked;
