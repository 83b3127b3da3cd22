/** Documents in PROV-JSON: {@code headwater prov}. */
@NullMarked
package dev.headwater.launcher.prov;

import org.jspecify.annotations.NullMarked;
