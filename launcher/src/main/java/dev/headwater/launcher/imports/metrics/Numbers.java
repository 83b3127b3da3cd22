package dev.headwater.launcher.imports.metrics;

/** A piece of a column, in memory. */
sealed interface Numbers {

    int count();

    double real(int index);

    /** @throws ArithmeticException when numbers of this kind are not whole */
    long whole(int index);

    /** Whole numbers of 32 or 64 bits. */
    record Whole(long[] numbers) implements Numbers {
        @Override
        public int count() {
            return numbers.length;
        }

        @Override
        public double real(int index) {
            return numbers[index];
        }

        @Override
        public long whole(int index) {
            return numbers[index];
        }
    }

    /** Floating-point numbers of 32 or 64 bits. */
    record Real(double[] numbers) implements Numbers {
        @Override
        public int count() {
            return numbers.length;
        }

        @Override
        public double real(int index) {
            return numbers[index];
        }

        @Override
        public long whole(int index) {
            throw new ArithmeticException(numbers[index] + " is in a column of floating-point numbers");
        }
    }
}
