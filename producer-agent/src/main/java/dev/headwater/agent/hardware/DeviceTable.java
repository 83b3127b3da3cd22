package dev.headwater.agent.hardware;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The devices that a table of {@code /proc} lists, and which of them are measured. They come nearly always in the same order. */
final class DeviceTable {

    /** A device with the rates of what it takes in and gives out. */
    static final class Device {

        private final byte[] word;
        private final boolean measured;
        private final String name;
        private final Rate in = new Rate();
        private final Rate out = new Rate();

        private Device(byte[] word, String name, boolean measured) {
            this.word = word;
            this.name = name;
            this.measured = measured;
        }

        String name() {
            return name;
        }

        Rate in() {
            return in;
        }

        Rate out() {
            return out;
        }
    }

    private static final int MOST = 4096;

    private final String prefix;
    private final Predicate<String> choice;
    private final List<Device> devices = new ArrayList<>();
    private int expected;

    /**
     * @param prefix put before the kernel's name of a device
     * @param choice whether the device of this name is to be measured; asked once
     */
    DeviceTable(String prefix, Predicate<String> choice) {
        this.prefix = prefix;
        this.choice = choice;
    }

    /** The device whose name comes next in the text; then it goes behind the name. Null when it is not to be measured. */
    @Nullable
    Device next(KernelFile text) {
        for (int i = 0; i < devices.size(); i++) {
            int index = (expected + i) % devices.size();
            Device device = devices.get(index);
            if (text.skipName(device.word)) {
                expected = index + 1;
                return device.measured ? device : null;
            }
        }
        byte[] word = text.name();
        if (word.length == 0 || devices.size() >= MOST) {
            return null;
        }
        String name = new String(word, StandardCharsets.ISO_8859_1);
        Device device = new Device(word, prefix + name, choice.test(name));
        devices.add(device);
        expected = devices.size();
        return text.skipName(word) && device.measured ? device : null;
    }
}
