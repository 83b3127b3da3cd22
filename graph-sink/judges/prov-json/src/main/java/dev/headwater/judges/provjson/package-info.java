/** ProvToolbox's JSON reader and writer of 2022, run as a process of its own. */
@NullMarked
package dev.headwater.judges.provjson;

import org.jspecify.annotations.NullMarked;
