package dev.headwater.judges.provjson;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openprovenance.prov.json.Converter;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.vanilla.ProvFactory;

/** Reads a document and writes what it understood, so that others can compare. */
public final class Rewrite {

    private Rewrite() {}

    /**
     * Prints the seconds that each time takes.
     *
     * @param arguments the file to read, the file to write, and for how many seconds again and again; once if
     *     that is left out
     */
    public static void main(String[] arguments) throws IOException {
        long begun = System.nanoTime();
        long end = begun + (arguments.length > 2 ? TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[2])) : 0);
        long now = begun;
        do {
            long before = now;
            Converter converter = new Converter(new ProvFactory());
            Document document = converter.readDocument(arguments[0]);
            converter.writeDocument(document, arguments[1]);
            now = System.nanoTime();
            System.out.println((now - before) / 1e9);
        } while (now < end);
    }
}
