/** Hardware samples: what the host, its devices and this process do, read from {@code /proc}, {@code /sys}, the
 * tools of GPU makers and the JDK. */
@NullMarked
package dev.headwater.agent.hardware;

import org.jspecify.annotations.NullMarked;
