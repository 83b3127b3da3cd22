/** Trainers as their users write them: not a line of Headwater in them. Run as processes of their own, with the agent. */
@NullMarked
package dev.headwater.agent.instrument.jobs;

import org.jspecify.annotations.NullMarked;
