package dev.headwater.agent.capture;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Place of this process in its run, as launchers say it: torchrun's and our own variables, then Slurm's, then Open MPI's.
 *
 * @param rank from 0
 * @param worldSize at least 1, larger than the rank
 */
public record RankIdentity(int rank, int worldSize) {

    public static RankIdentity of(Map<String, String> environment) {
        int rank = first(environment, "RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "PMI_RANK")
                .orElse(0);
        int worldSize = first(environment, "WORLD_SIZE", "SLURM_NTASKS", "OMPI_COMM_WORLD_SIZE", "PMI_SIZE")
                .orElse(1);
        return new RankIdentity(rank, Math.max(worldSize, rank + 1));
    }

    /** Number of this process among those of its run on this host, from 0; the rank where no launcher says it. */
    public static int localRank(Map<String, String> environment, int rank) {
        return first(environment, "LOCAL_RANK", "SLURM_LOCALID", "OMPI_COMM_WORLD_LOCAL_RANK", "MPI_LOCALRANKID")
                .orElse(rank);
    }

    private static Optional<Integer> first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, "").trim())
                .filter(text -> text.matches("\\d{1,9}"))
                .findFirst()
                .map(Integer::valueOf);
    }
}
