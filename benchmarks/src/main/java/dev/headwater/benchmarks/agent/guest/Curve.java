package dev.headwater.benchmarks.agent.guest;

/** Values that trainers log: each follows from series and step alone, so that a reader can tell what must be there. */
public enum Curve {
    /** A loss that falls as 1/(1 + step/1000), each series on a level of its own: every bit of the mantissa is used. */
    SMOOTH {
        @Override
        public double at(int series, long step) {
            return (series + 3) / (1 + step * 1e-3);
        }
    },
    /** Uniform between 0 and 1: no codec can find anything in it. */
    RANDOM {
        @Override
        public double at(int series, long step) {
            long mixed = (step + 1) * 0x9e37_79b9_7f4a_7c15L + series * 0xbf58_476d_1ce4_e5b9L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
            return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1p-53;
        }
    };

    /** Value of a series at a step. */
    public abstract double at(int series, long step);

    /** As {@link #at(int, long)}, for a name that {@link #name(int)} gave. */
    public double at(String name, long step) {
        return at(Integer.parseInt(name, name.lastIndexOf('_') + 1, name.length(), 10), step);
    }

    /** Names like those of real metrics: most of it is the same in all of them. */
    public static String name(int series) {
        return "layer_norm_" + series;
    }
}
