# To be sourced, by bash with `set -euo pipefail`.

# python_packages FOLDER ARGUMENT…: a virtual environment with what pip installs by these arguments. A mark tells a complete one
# from one whose making was broken off.
python_packages() {
  local folder=$1
  shift
  [[ "$(cat "$folder/complete" 2>/dev/null)" == "$*" ]] && return
  python3 -m venv "$folder" || return
  "$folder/bin/pip" install --quiet "$@" || return
  echo "$*" >"$folder/complete"
}
