package dev.headwater.sink.yprov;

import dev.headwater.prov.Digest;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The run itself, its record, experiment, parameters, code, environment, host and user. */
final class RunMapping {

    private static final String COLLECTOR = "software:yProv4ML";
    private static final Pattern COMMIT = Pattern.compile("(.*)/([0-9a-f]{40}|[0-9a-f]{64})");

    /** Attributes of the run that become something of their own, or say where its files were. */
    private static final Set<String> MAPPED = Set.of(
            "experiment_name",
            "PID",
            "level",
            "startedAtTime",
            "endedAtTime",
            "startTime",
            "endTime",
            "time_zone",
            "host_name",
            "user_id",
            "python_version",
            "requirements",
            "operating_system",
            "release",
            "processor",
            "machine",
            "provenance_path",
            "artifact_uri",
            "label");

    /** Attributes of the run in documents whose others are parameters. */
    private static final Set<String> FACTS =
            Set.of("run_id", "global_rank", "local_rank", "node_rank", "job_id", "runtime_type", "experiment_dir");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "python_version", "python.version",
            "requirements", "python.requirements",
            "operating_system", "os.name",
            "release", "os.version",
            "machine", "os.arch",
            "processor", "cpu.model");

    private final Run run;
    private final YProvRun.Listener listener;
    private final String activity;

    RunMapping(Run run, YProvRun.Listener listener) {
        this.run = run;
        this.listener = listener;
        this.activity = Identifiers.run(run.id());
    }

    void say(MetricMapping metrics) throws IOException {
        Map<String, Value> params = new Parameters(run).byName();
        code(params);
        Value command = params.remove("execution_command");
        Map<String, String> about = about();
        // In documents of the first two layouts its times are parameters of the run.
        about.putIfAbsent("startTime", text(params.remove("execution_start_time")));
        about.putIfAbsent("endTime", text(params.remove("execution_end_time")));
        run(metrics, about, command);
        record();
        configuration(params);
        environment(about);
        host(about);
        new AgentMapping(run, listener).say();
        new ContextMapping(run, listener).say();
    }

    static boolean isParameter(Element entity) {
        return entity.is("HyperParameter", "Parameter") || entity.has("parameter_value");
    }

    static boolean isMapped(String attribute) {
        return MAPPED.contains(attribute) || FACTS.contains(attribute);
    }

    /** The oldest documents tell of the run at an entity of the same name. */
    private Map<String, String> about() {
        Map<String, String> about = new TreeMap<>();
        aboutRun()
                .forEach(element -> element.texts().keySet().forEach(attribute -> {
                    String text = Repairs.plain(element.text(attribute));
                    if (!text.isEmpty()) {
                        about.putIfAbsent(attribute, text);
                    }
                }));
        return about;
    }

    private Stream<Element> aboutRun() {
        return run.document().elements().stream()
                .filter(element -> element == run.root() || element.is("LearningStage", "Experiment"));
    }

    /** All that nothing else is made of. */
    private void facts(Statement.Builder said) {
        boolean parameters = run.root().has("level");
        aboutRun()
                .flatMap(element -> element.texts().entrySet().stream())
                .filter(each -> parameters ? FACTS.contains(each.getKey()) : !MAPPED.contains(each.getKey()))
                .forEach(each -> each.getValue().stream()
                        .filter(text -> !text.isEmpty() && !text.equals("None"))
                        .distinct()
                        .forEach(text -> said.with("fact:yprov." + each.getKey(), Repairs.value(text))));
    }

    private void run(MetricMapping metrics, Map<String, String> about, @Nullable Value command) throws IOException {
        Statement.Builder said = Statement.activity(activity)
                .run(run.id())
                .type(Profile.RUN, Profile.MLS_RUN)
                .time(Formal.START_TIME, time(about, "startedAtTime", "startTime"))
                .time(Formal.END_TIME, time(about, "endedAtTime", "endTime"))
                .with(Profile.PROV_LABEL, run.name())
                .with("mlp:runId", run.id())
                .with("mlp:name", run.name())
                .with("mlp:experiment", run.experiment())
                .with("mlp:host", about.get("host_name"))
                .with("mlp:commandLine", command == null ? null : command.lexical())
                // It writes its document when a run ends, and only then.
                .with("mlp:status", "FINISHED")
                .with("mlp:pointsReceived", Long.valueOf(metrics.points()));
        facts(said);
        listener.said(said.build());
    }

    private void record() throws IOException {
        String record = Identifiers.record(run.id());
        String experiment = Identifiers.experiment(run.experiment());
        listener.said(Statement.entity(record)
                .run(run.id())
                .type(Profile.RUN_RECORD, Profile.PROV_BUNDLE)
                .with("mlp:profileVersion", Profile.VERSION)
                .build());
        relate(Statement.relation(Kind.WAS_GENERATED_BY, record, activity).role("mlp:record"));
        listener.said(Statement.agent(COLLECTOR)
                .run(run.id())
                .type(Profile.PROV_SOFTWARE_AGENT)
                .with(Profile.PROV_LABEL, "yProv4ML")
                .build());
        relate(Statement.relation(Kind.WAS_ATTRIBUTED_TO, record, COLLECTOR));
        listener.said(Statement.entity(experiment)
                .run(run.id())
                .type(Profile.EXPERIMENT, Profile.PROV_COLLECTION, Profile.MLS_STUDY)
                .with(Profile.PROV_LABEL, run.experiment())
                .build());
        relate(Statement.relation(Kind.HAD_MEMBER, experiment, record));
    }

    private void configuration(Map<String, Value> params) throws IOException {
        String id = Identifiers.configuration(run.id());
        Statement.Builder entity = Statement.entity(id).run(run.id()).type(Profile.CONFIGURATION, Profile.PROV_PLAN);
        params.forEach((name, value) -> entity.with("param:" + name, value));
        listener.said(entity.with("mlp:sha256", Digest.ofParameters(params)).build());
        relate(Statement.relation(Kind.USED, activity, id).role("mlp:config"));
    }

    /** A commit is a parameter there, behind the address of the repository; in the oldest documents an activity. */
    private void code(Map<String, Value> params) throws IOException {
        String repository = null;
        String commit = run.document().elements().stream()
                .map(element -> Repairs.plain(element.text("source_git_commit")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        Value source = params.get("source_code");
        Matcher known = COMMIT.matcher(source == null ? "" : source.lexical());
        if (known.matches()) {
            params.remove("source_code");
            repository = known.group(1);
            commit = known.group(2);
        }
        if (!commit.isEmpty()) {
            String id = Identifiers.code(commit);
            listener.said(Statement.entity(id)
                    .run(run.id())
                    .type(Profile.SOURCE_CODE)
                    .with("mlp:repository", repository)
                    .with("mlp:commit", commit)
                    .build());
            relate(Statement.relation(Kind.USED, activity, id).role("mlp:code"));
        }
    }

    private void environment(Map<String, String> about) throws IOException {
        Map<String, String> facts = new TreeMap<>();
        ENVIRONMENT.forEach((attribute, fact) -> {
            if (about.containsKey(attribute)) {
                facts.put(fact, about.get(attribute));
            }
        });
        if (facts.isEmpty()) {
            return;
        }
        Digest content = new Digest();
        facts.forEach((fact, text) -> content.add(fact).add(text));
        String digest = content.hex();
        String id = Identifiers.environment(digest);
        Statement.Builder entity = Statement.entity(id).run(run.id()).type(Profile.ENVIRONMENT);
        facts.forEach((fact, text) -> entity.with("fact:" + fact, text));
        listener.said(entity.with("mlp:sha256", digest).build());
        relate(Statement.relation(Kind.USED, activity, id).role("mlp:environment"));
    }

    private void host(Map<String, String> about) throws IOException {
        String host = about.get("host_name");
        if (host != null) {
            String id = Identifiers.host(host);
            listener.said(Statement.entity(id)
                    .run(run.id())
                    .type(Profile.COMPUTE_NODE)
                    .with(Profile.PROV_LABEL, host)
                    .build());
            relate(Statement.relation(Kind.USED, activity, id).role("mlp:host"));
        }
    }

    private static String text(@Nullable Value value) {
        if (value instanceof Value.Real number && Double.isFinite(number.number())) {
            return BigDecimal.valueOf(number.number()).toPlainString();
        }
        return value == null ? "" : value.lexical();
    }

    private static @Nullable Instant time(Map<String, String> about, String... anyOf) {
        for (String attribute : anyOf) {
            if (about.containsKey(attribute)) {
                return Repairs.time(about.getOrDefault(attribute, ""), about.getOrDefault("time_zone", ""))
                        .orElse(null);
            }
        }
        return null;
    }

    private void relate(Statement.Builder relation) throws IOException {
        listener.said(relation.run(run.id()).build());
    }
}
