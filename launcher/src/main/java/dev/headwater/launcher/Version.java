package dev.headwater.launcher;

import picocli.CommandLine.IVersionProvider;

/** Version of Headwater, as the jar says it. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"headwater " + text()};
    }

    /** The version alone; "development" for classes that are not in a jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
