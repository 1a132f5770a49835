/// The version of the project, by the rules of semver.org.
let lessonsVersion = "2.0.0"
