/** {@code headwater run}: any process as a run, without its noticing. */
@NullMarked
package dev.headwater.launcher.run;

import org.jspecify.annotations.NullMarked;
