package dev.headwater.processor.topology;

import dev.headwater.event.RunEvent;

/**
 * A run event that had not arrived before.
 *
 * @param bootComplete all that its boot must have sent has arrived by now
 */
record FreshEvent(RunEvent event, boolean bootComplete) {}
