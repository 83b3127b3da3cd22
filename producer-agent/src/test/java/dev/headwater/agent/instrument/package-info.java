@NullMarked
package dev.headwater.agent.instrument;

import org.jspecify.annotations.NullMarked;
