#!/usr/bin/env bash
# Builds a share of the lessons on each node of a cluster whose nodes share the project's folder. From that folder:
#   shards=$(sbatch --parsable --array=1-8 shard.sh)
#   sbatch --dependency=afterok:"$shards" --kill-on-invalid-dep=yes merge.sh
# Arguments go to 'lessons build': with '--times times.json', the shares take equally long. A share that ended because its node
# failed is sent again by SLURM, and goes on where it was.
#SBATCH --job-name=lessons
#SBATCH --requeue
set -euo pipefail
# Standing on a disk of the node, scratch files burden no network.
export TMPDIR=${SLURM_TMPDIR:-/tmp}
exec lessons build --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --jobs "${SLURM_CPUS_ON_NODE:-1}" "$@"
