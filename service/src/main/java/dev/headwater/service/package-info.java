/** What every long-running process needs: a status server, health, an orderly end. JDK only. */
@NullMarked
package dev.headwater.service;

import org.jspecify.annotations.NullMarked;
