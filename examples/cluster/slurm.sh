#!/bin/bash
# One shard of a run for each task of a Slurm array, then one job that merges them.
#
#   PIPELINE=corpus.yaml RUN=/shared/runs/corpus SHARDS=16 bash examples/cluster/slurm.sh
#
# It submits itself. Submit it again after failures: what is made is not made again.
#SBATCH --job-name=moviellm
#SBATCH --cpus-per-task=8
#SBATCH --time=12:00:00
#SBATCH --signal=B:TERM@60
#SBATCH --requeue
set -euo pipefail
: "${PIPELINE:?the pipeline file}" "${RUN:?the run folder, on a disk that all nodes share}"
: "${SHARDS:?how many shards}"
export PIPELINE RUN SHARDS

if [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
  array=$(sbatch --parsable --array="1-$SHARDS" "$0")
  sbatch --job-name=moviellm-merge --dependency="afterok:$array" \
    --wrap="exec moviellm merge $(printf %q "$RUN")"
  exit
fi

# The shell of a batch job gets the signal before its time is over: hand it on, films are kept.
moviellm work "$PIPELINE" --shard "$SLURM_ARRAY_TASK_ID/$SHARDS" --out "$RUN" \
  --workers "${SLURM_CPUS_PER_TASK:-1}" &
work=$!
trap 'kill -TERM "$work"' TERM
wait "$work" || { trap - TERM; wait "$work"; }
