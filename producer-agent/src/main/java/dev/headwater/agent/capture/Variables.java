package dev.headwater.agent.capture;

import java.util.List;
import java.util.Locale;

/**
 * The environment variables that are recorded, and no others: those that decide what is computed, those that are good to
 * know, and what schedulers say of the run. The lists are in {@code docs/capture.md}.
 */
final class Variables {

    static final List<String> DECIDING = List.of(
            "ATEN_CPU_CAPABILITY",
            "BLIS_NUM_THREADS",
            "CUBLAS_WORKSPACE_CONFIG",
            "DNNL_DEFAULT_FPMATH_MODE",
            "DNNL_MAX_CPU_ISA",
            "JAX_DEFAULT_DTYPE_BITS",
            "JAX_DEFAULT_MATMUL_PRECISION",
            "JAX_DEFAULT_PRNG_IMPL",
            "JAX_ENABLE_X64",
            "JAX_PLATFORMS",
            "JAX_THREEFRY_PARTITIONABLE",
            "KMP_DETERMINISTIC_REDUCTION",
            "MKL_CBWR",
            "MKL_ENABLE_INSTRUCTIONS",
            "MKL_NUM_THREADS",
            "NCCL_ALGO",
            "NCCL_PROTO",
            "NUMEXPR_NUM_THREADS",
            "NVIDIA_TF32_OVERRIDE",
            "OMP_DYNAMIC",
            "OMP_NUM_THREADS",
            "OMP_SCHEDULE",
            "ONEDNN_DEFAULT_FPMATH_MODE",
            "ONEDNN_MAX_CPU_ISA",
            "OPENBLAS_CORETYPE",
            "OPENBLAS_NUM_THREADS",
            "PL_GLOBAL_SEED",
            "PYTHONHASHSEED",
            "TF_CUDNN_DETERMINISTIC",
            "TF_CUDNN_USE_AUTOTUNE",
            "TF_DETERMINISTIC_OPS",
            "TF_ENABLE_ONEDNN_OPTS",
            "TF_XLA_FLAGS",
            "TORCHDYNAMO_DISABLE",
            "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE",
            "VECLIB_MAXIMUM_THREADS",
            "XLA_FLAGS");

    static final List<String> GOOD_TO_KNOW = List.of(
            "CONDA_DEFAULT_ENV",
            "CONDA_PREFIX",
            "CUDA_DEVICE_ORDER",
            "CUDA_HOME",
            "CUDA_LAUNCH_BLOCKING",
            "CUDA_VISIBLE_DEVICES",
            "HF_DATASETS_CACHE",
            "HF_HOME",
            "HF_HUB_OFFLINE",
            "HIP_VISIBLE_DEVICES",
            "JAVA_HOME",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "KMP_AFFINITY",
            "LANG",
            "LC_ALL",
            "LD_LIBRARY_PATH",
            "LD_PRELOAD",
            "NCCL_DEBUG",
            "NCCL_IB_DISABLE",
            "NCCL_SOCKET_IFNAME",
            "NVIDIA_VISIBLE_DEVICES",
            "OMP_PLACES",
            "OMP_PROC_BIND",
            "PYTHONPATH",
            "PYTORCH_CUDA_ALLOC_CONF",
            "ROCR_VISIBLE_DEVICES",
            "TF_FORCE_GPU_ALLOW_GROWTH",
            "TMPDIR",
            "TOKENIZERS_PARALLELISM",
            "TORCH_HOME",
            "TZ",
            "VIRTUAL_ENV");

    /** Of each rank its place is known already; these are the same for all ranks, or those of the first count. */
    static final List<String> SCHEDULER = List.of(
            "SLURM_ARRAY_JOB_ID",
            "SLURM_ARRAY_TASK_ID",
            "SLURM_CLUSTER_NAME",
            "SLURM_CPUS_PER_TASK",
            "SLURM_GPUS_ON_NODE",
            "SLURM_JOB_GPUS",
            "SLURM_JOB_ID",
            "SLURM_JOB_NAME",
            "SLURM_JOB_NODELIST",
            "SLURM_JOB_NUM_NODES",
            "SLURM_JOB_PARTITION",
            "SLURM_JOB_QOS",
            "SLURM_MEM_PER_NODE",
            "SLURM_NTASKS",
            "SLURM_RESTART_COUNT",
            "SLURM_STEP_ID",
            "PBS_JOBID",
            "PBS_JOBNAME",
            "PBS_QUEUE",
            "LSB_JOBID",
            "LSB_JOBNAME",
            "LSB_QUEUE",
            "OMPI_COMM_WORLD_LOCAL_SIZE",
            "OMPI_COMM_WORLD_SIZE",
            "PMI_SIZE",
            "TORCHELASTIC_RUN_ID",
            "TORCHELASTIC_RESTART_COUNT",
            "MASTER_ADDR",
            "MASTER_PORT",
            "LOCAL_WORLD_SIZE",
            "GROUP_WORLD_SIZE",
            "RAY_JOB_ID",
            "TRAINING_JOB_NAME",
            "CLOUD_ML_JOB_ID",
            "AZUREML_RUN_ID");

    private Variables() {}

    static void tell(Machine machine, Facts facts) {
        DECIDING.forEach(name -> facts.decide("env." + name, machine.variable(name)));
        GOOD_TO_KNOW.forEach(name -> facts.accompany("env." + name, machine.variable(name)));
        SCHEDULER.forEach(name -> facts.accompany(schedulerFact(name), machine.variable(name)));
    }

    /** {@code SLURM_JOB_ID} is {@code slurm.job_id}, {@code MASTER_ADDR} is {@code torchrun.master_addr}. */
    static String schedulerFact(String variable) {
        String name = variable.toLowerCase(Locale.ROOT);
        if (variable.startsWith("SLURM_") || variable.startsWith("PBS_")) {
            return name.replaceFirst("_", ".");
        }
        if (variable.startsWith("LSB_")) {
            return "lsf." + name.substring(4);
        }
        if (variable.startsWith("OMPI_COMM_WORLD_")) {
            return "mpi." + name.substring(16);
        }
        if (variable.startsWith("PMI_")) {
            return "mpi." + name.substring(4);
        }
        if (variable.startsWith("TORCHELASTIC_")) {
            return "torchrun." + name.substring(13);
        }
        boolean cloud = variable.endsWith("JOB_NAME") || variable.endsWith("_ID");
        return (cloud ? "scheduler." : "torchrun.") + name;
    }
}
