# Shared by the scripts of this folder: headings, timed stages, and the packages that building needs.
# To be sourced, by bash with `set -euo pipefail`.

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

BUILD_PACKAGES=(libcmark-gfm-dev libcmark-gfm-extensions-dev libdnnl-dev libseccomp-dev nettle-dev zlib1g-dev pkg-config)

if [[ -t 1 && -z "${NO_COLOR:-}" ]]; then
  BOLD=$'\e[1m' RED=$'\e[31m' PLAIN=$'\e[0m'
else
  BOLD='' RED='' PLAIN=''
fi

FAILED=()
SUMMARY=()
COMPLAINTS=()

# stage NAME COMMAND…: a heading, the command, and how long it took. A failure is remembered, for `finish` to report.
stage() {
  local name=$1 status=0 start=$SECONDS result=passed log
  shift
  printf '\n%s== %s%s\n' "$BOLD" "$name" "$PLAIN"
  if [[ -t 1 ]]; then
    "$@" || status=$?
  else
    log=$(mktemp)
    "$@" 2>&1 | tee "$log" || status=$?
    ((status == 0)) || COMPLAINTS+=("$(complaints "$log")")
    rm -f "$log"
  fi
  if ((status != 0)); then
    result="failed with status $status"
    FAILED+=("$name")
    printf '%s== %s %s%s\n' "$RED" "$name" "$result" "$PLAIN" >&2
  fi
  SUMMARY+=("$(printf '%5d s  %s: %s' $((SECONDS - start)) "$name" "$result")")
  return "$status"
}

# complaints LOG: the lines that say what went wrong, for the end of a log that may be shortened where it is read.
complaints() {
  local shown
  shown=$(grep -vE '^(◇|✔|↳)' "$1" | grep -E '✘|[Ee]rror: |crashed' | tail -n 40)
  if [[ -n "$shown" ]]; then echo "$shown"; else tail -n 20 "$1"; fi
}

# finish: what each stage took. Ends the script, with failure if a stage failed.
finish() {
  printf '\n%s== Stages%s\n' "$BOLD" "$PLAIN"
  printf '%s\n' "${SUMMARY[@]}"
  if ((${#COMPLAINTS[@]} > 0)); then printf '\n== %s\n%s\n' "What failed" "$(printf '%s\n' "${COMPLAINTS[@]}")"; fi
  ((${#FAILED[@]} == 0))
  exit
}

# Debian packages that are not installed, of those named.
missing_packages() {
  local package
  for package in "$@"; do
    [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || echo "$package"
  done
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends "$@"
}

# Whether apt's lists, which images are often shipped without, know every package named.
lists_know() {
  local package
  for package in "$@"; do
    apt-cache show "$package" >/dev/null 2>&1 || return 1
  done
}

# What SwiftPM kept of C headers for the checkout at another path stops every build; see Package.swift, which SwiftPM does not always run.
forget_other_place() {
  local place
  place=$(pwd -P)
  [[ "$(cat .build/place 2>/dev/null)" == "$place" ]] && return
  rm -rf .build/*/{debug,release}/ModuleCache
  mkdir -p .build
  printf %s "$place" >.build/place
}

# set_up PACKAGE…: Swift is there, and the packages are installed; nothing is done if they already are.
set_up() {
  forget_other_place
  if ! command -v swift >/dev/null; then
    echo "swift is not on the PATH; install Swift 6.2 or later: https://www.swift.org/install/linux/" >&2
    return 1
  fi
  if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian or Ubuntu: make sure that your system's packages for $* are installed."
    return 0
  fi

  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then
    echo "All packages are installed."
    return 0
  fi
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    echo "Not root and no sudo; as root, run: apt-get install ${missing[*]}" >&2
    return 1
  fi
  echo "Installing ${missing[*]}$( ((EUID == 0)) || echo ' with sudo')"
  if ! lists_know "${missing[@]}"; then as_root apt-get update --quiet || return; fi
  # Lists that know a package may still name a version that is gone.
  install_packages "${missing[@]}" || { as_root apt-get update --quiet && install_packages "${missing[@]}"; }
}
