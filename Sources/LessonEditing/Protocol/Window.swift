extension LSP {
  /// A line for the client's log, or for its user.
  struct Message: Encodable, Sendable {
    /// 1 for errors, 2 for warnings, 3 for information, 4 for the log.
    let type: Int
    let message: String
  }

  /// Capabilities that the client is asked for after it was initialized.
  struct Registrations: Encodable, Sendable {
    struct Registration: Encodable, Sendable {
      struct Options: Encodable, Sendable {
        struct Watcher: Encodable, Sendable {
          let globPattern: String
        }

        let watchers: [Watcher]
      }

      let id: String
      let method: String
      let registerOptions: Options
    }

    let registrations: [Registration]

    /// Changes of files that checks depend on.
    static let watchedFiles = Registrations(registrations: [
      Registration(
        id: "files", method: "workspace/didChangeWatchedFiles",
        registerOptions: .init(
          watchers: ["**/*.md", "**/lessons.yml", "**/*.bib", "**/*.swift", "**/record.json"].map {
            .init(globPattern: $0)
          }))
    ])
  }
}
