# To be sourced after setup.sh.

CHECKOUT=$PWD

# without_checkout FOLDER COMMAND…: runs the command in a folder; the checkout cannot be seen if this is root.
without_checkout() {
  local folder=$1
  shift
  if ((EUID == 0)) && unshare -m true 2>/dev/null; then
    unshare -m bash -c 'mount -t tmpfs none "$0" && cd "$1" && shift && exec "$@"' "$CHECKOUT" "$folder" "$@"
  else
    (cd "$folder" && "$@")
  fi
}
