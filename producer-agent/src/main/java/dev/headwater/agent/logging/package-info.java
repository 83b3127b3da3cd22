/** How the guest warns: by the JDK's logger, and not a moment earlier than it must. */
@NullMarked
package dev.headwater.agent.logging;

import org.jspecify.annotations.NullMarked;
