/** ProvToolbox's validator of PROV-CONSTRAINTS, run as a process of its own. */
@NullMarked
package dev.headwater.judges.validation;

import org.jspecify.annotations.NullMarked;
