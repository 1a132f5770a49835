# Part of the course, which the tests of several machines build. To be sourced. COURSE_LESSONS names other lessons.

read -ra LESSONS <<<"${COURSE_LESSONS:-NumbersInRange VanishingGradients WeightInitialisation Normalisation}"

# new_project FOLDER: a folder with some lessons of the course, and the times that they take.
new_project() {
  local lesson
  mkdir -p "$1/lessons/en"
  for lesson in "${LESSONS[@]}"; do cp "lessons/en/$lesson.md" "$1/lessons/en/"; done
  cp -R lessons/figures "$1/lessons/"
  echo "title: Part of the course" >"$1/lessons.yml"
  jq '{lessons: [to_entries[] | {path: "lessons/en/\(.key).md", seconds: .value}], documents: []}' \
    Benchmarks/scale/times.json >"$1/times.json"
}

# is_whole FOLDER: its site has all pages.
is_whole() {
  local lesson
  for lesson in "${LESSONS[@]}"; do
    [[ -s $1/output/en/$lesson.html ]] || { echo "error: there is no page of $lesson in $1" >&2; return 1; }
  done
  [[ -s $1/output/index.html ]]
}

# wait_for SECONDS COMMAND…: until the command succeeds.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}
