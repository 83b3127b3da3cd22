package dev.headwater.prov;

/**
 * The types of the ML profile: what Headwater's elements are besides being entities, activities or agents. The label of
 * a node in the graph is the local name of its type.
 */
public final class Profile {

    /** Version of the vocabulary; every run record says it as {@code mlp:profileVersion}. */
    public static final String VERSION = "1";

    public static final String RUN = "mlp:Run";
    public static final String RANK = "mlp:Rank";

    /** One of several starts of a rank. */
    public static final String ATTEMPT = "mlp:Attempt";

    public static final String RUN_RECORD = "mlp:RunRecord";
    public static final String RANK_RECORD = "mlp:RankRecord";
    public static final String EXPERIMENT = "mlp:Experiment";
    public static final String SWEEP = "mlp:Sweep";
    public static final String SEARCH_SPACE = "mlp:SearchSpace";

    /** A part of a run; an epoch is one that the program counts. */
    public static final String PHASE = "mlp:Phase";

    public static final String EPOCH = "mlp:Epoch";
    public static final String CONFIGURATION = "mlp:Configuration";

    /** One version of a dataset: its bytes. */
    public static final String DATASET = "mlp:Dataset";

    /** A dataset in all its versions, after DCAT's class of that name. */
    public static final String DATASET_SERIES = "mlp:DatasetSeries";

    public static final String ARTIFACT = "mlp:Artifact";
    public static final String CHECKPOINT = "mlp:Checkpoint";
    public static final String MODEL = "mlp:Model";

    /** A model as a registry knows it: a name and a version. */
    public static final String MODEL_VERSION = "mlp:ModelVersion";

    /** A name in a registry that stands for a version for now. */
    public static final String MODEL_ALIAS = "mlp:ModelAlias";

    public static final String DEPLOYMENT = "mlp:Deployment";
    public static final String UNDEPLOYMENT = "mlp:Undeployment";

    /** What one deployment serves, under a name that the next one may have too. */
    public static final String ENDPOINT = "mlp:Endpoint";

    public static final String METRIC_SERIES = "mlp:MetricSeries";
    public static final String RESOURCE_SERIES = "mlp:ResourceSeries";
    public static final String SAMPLER = "mlp:Sampler";
    public static final String COMPUTE_NODE = "mlp:ComputeNode";
    public static final String SOURCE_CODE = "mlp:SourceCode";
    public static final String ENVIRONMENT = "mlp:Environment";
    public static final String ANOMALY = "mlp:Anomaly";
    public static final String DETECTION = "mlp:Detection";
    public static final String RULE = "mlp:Rule";

    /** The act of doing away with what a run made. */
    public static final String CLEANUP = "mlp:Cleanup";

    /** ML-Schema's type of the same thing, as a second type. */
    public static final String MLS_RUN = "mls:Run";

    public static final String MLS_STUDY = "mls:Study";
    public static final String MLS_DATASET = "mls:Dataset";
    public static final String MLS_MODEL = "mls:Model";
    public static final String MLS_MODEL_EVALUATION = "mls:ModelEvaluation";

    public static final String PROV_BUNDLE = "prov:Bundle";
    public static final String PROV_COLLECTION = "prov:Collection";
    public static final String PROV_PLAN = "prov:Plan";
    public static final String PROV_REVISION = "prov:Revision";
    public static final String PROV_PERSON = "prov:Person";
    public static final String PROV_SOFTWARE_AGENT = "prov:SoftwareAgent";
    public static final String PROV_ORGANIZATION = "prov:Organization";
    public static final String PROV_LABEL = "prov:label";

    private Profile() {}
}
