# What an installed 'lessons' consists of: shared by script/install and script/package. To be sourced after setup.sh.

PACKAGING_PACKAGES=(binutils patchelf)

# Modules that lessons import, and C modules that these need; the headers of the last come from zlib1g-dev.
LESSON_MODULES=(DeepTraining LessonDisplay LessonProbes)
LESSON_C_MODULES=(CKernels/include COneDNN/include CZlib)

# build_runner CONFIGURATION: builds the runner and its host.
build_runner() { swift build --configuration "$1" --product lessons; }

# Libraries of the toolchain that executables need.
swift_libraries() {
  local toolchain
  toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
  ldd "$@" | awk -v root="$toolchain/" 'index($3, root) == 1 {print $3}' | sort -u
}

# Executables and libraries find each other wherever they lie, and say nothing of where they were built.
make_relocatable() {
  strip --strip-debug "$@"
  patchelf --set-rpath '$ORIGIN' "$@"
}

# gather_licences FOLDER: those of all that is copied or linked in, each in a file named after its project.
gather_licences() {
  local licence toolchain
  toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")
  mkdir -p "$1" || return
  cp LICENSE "$1/swift-lessons" || return
  cp Sources/LessonRendering/Theme/Formulas/LICENSE "$1/stix-fonts" || return
  cp "$toolchain/share/swift/LICENSE.txt" "$1/swift" || return
  for licence in .build/checkouts/*/LICENSE*; do
    cp "$licence" "$1/$(basename "$(dirname "$licence")")" || return
  done
}

# gather_completions RUNNER FOLDER: what shells read, in the places below share/ where they look for it.
gather_completions() {
  local runner=$1 share=$2
  mkdir -p "$share"/{bash-completion/completions,zsh/site-functions,fish/vendor_completions.d}
  "$runner" --generate-completion-script bash >"$share/bash-completion/completions/lessons"
  "$runner" --generate-completion-script zsh >"$share/zsh/site-functions/_lessons"
  "$runner" --generate-completion-script fish >"$share/fish/vendor_completions.d/lessons.fish"
}

# gather_files CONFIGURATION PREFIX: puts all files that are installed under a folder: bin/, lib/lessons/, share/.
gather_files() {
  local built library module prefix=$2 source
  built=$(swift build --configuration "$1" --show-bin-path) || return
  local place=$prefix/lib/lessons
  mkdir -p "$prefix/bin" "$place/Modules" || return
  cp "$built"/{lessons,lesson-host} "$place" || return
  while read -r library; do cp "$library" "$place" || return; done < <(swift_libraries "$built"/{lessons,lesson-host})
  make_relocatable "$place"/{lessons,lesson-host,*.so} || return
  for module in "${LESSON_MODULES[@]}"; do
    cp "$built/Modules/$module".swift{module,doc} "$place/Modules" || return
  done
  for source in "${LESSON_C_MODULES[@]}"; do cp -R "Sources/$source" "$place/${source%/include}" || return; done
  swiftc --version >"$place/compiler-version" 2>&1 || return
  ln -s ../lib/lessons/lessons "$prefix/bin/lessons" || return
  gather_completions "$place/lessons" "$prefix/share" || return
  mkdir -p "$prefix/share/lessons" && cp docs/lessons.schema.json "$prefix/share/lessons" || return
  gather_licences "$prefix/share/doc/lessons/licences"
}

# installed_paths PREFIX: every file and link under a folder, as paths from it.
installed_paths() { (cd "$1" && find . -mindepth 1 ! -type d -printf '%P\n' | sort); }
