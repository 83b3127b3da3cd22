package dev.headwater.agent.instrument;

import dev.headwater.agent.Run;
import java.util.List;

/** Listens to calls of one library and says what they mean for the run. One class per library. */
interface Hook {

    /** Where it listens. Where a class lacks a method that is named here, the hook stays off. */
    List<Point> points();

    /**
     * A call was made at one of the points. On the trainer's thread: quick, and reading only. What is thrown goes nowhere but
     * into one warning, and turns the hook off.
     */
    void heard(Call call, Run run) throws ReflectiveOperationException;
}
