#!/usr/bin/env bash
# Builds a share of the lessons on each of several hosts, by GNU parallel through ssh, and merges here. From the project's folder:
#   build.sh hosts.txt
# The file names a host on each line, as ssh does. Hosts need 'lessons' and rsync, and take an ssh key without a passphrase or one of
# an agent. Arguments go to 'lessons build': with '--times times.json', the shares take equally long. A share whose host fails is sent
# to another host.
set -euo pipefail
hosts=$(realpath "$1")
shift
count=$(grep -c '[^[:space:]]' "$hosts")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar --exclude=./.lessons -cf "$work/project.tar" .

# A host that says nothing for fifteen seconds has failed. Each share has a folder of its own on the host, which is removed afterwards.
(
  cd "$work"
  seq "$count" | parallel --sshloginfile "$hosts" --jobs 1 --retries 3 --workdir ... --cleanup \
    --ssh 'ssh -o BatchMode=yes -o ConnectTimeout=5 -o ServerAliveInterval=5 -o ServerAliveCountMax=3' \
    --transferfile project.tar --return shard-{}.tar \
    "tar -xf project.tar && lessons build --shard {}/$count ${*@Q} && tar -cf shard-{}.tar .lessons"
)
shards=()
for ((number = 1; number <= count; number++)); do
  mkdir "$work/$number"
  tar -xf "$work/shard-$number.tar" -C "$work/$number"
  shards+=("$work/$number")
done
lessons merge "${shards[@]}"
