/** Hardware samples: what the host, its devices and this process do, read from {@code /proc} and the JDK. */
@NullMarked
package dev.headwater.agent.hardware;

import org.jspecify.annotations.NullMarked;
