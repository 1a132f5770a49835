#!/usr/bin/env bash
# Makes the pages once all shares are built.
#SBATCH --job-name=lessons-merge
set -euo pipefail
exec lessons merge
