/// The settings of a project, which stand in its `lessons.yml`. Every key can be left out.
package struct ProjectSettings: Codable, Hashable, Sendable {
  /// The name of the file.
  package static let fileName = "lessons.yml"
  /// The maximum size of the file in bytes.
  package static let mostBytes = 256 << 10

  // MARK: The site

  /// The site's title.
  package var title: LocalizedText?
  /// What the site is about, for search engines and lists.
  package var description: LocalizedText?
  /// The source language: the one that all others are translated from.
  package var language = "en"
  package var authors: [String] = []
  /// The licence of the texts, such as `CC BY-SA 4.0`.
  package var license: String?
  /// The address of the repository, from which links to edit a page are made.
  package var repository: String?
  /// The address at which the pages are published, from which canonical addresses are made.
  package var url: String?
  /// The address of a picture that previews of links to pages show.
  package var image: String?
  /// The path of an image that pages show beside the title.
  package var logo: String?
  /// The path of the image that browsers show in tabs.
  package var favicon: String?
  /// The path of a style sheet that pages use after their own.
  package var css: String?
  /// A line at the end of each page, in Markdown.
  package var footer: LocalizedText?
  /// The quotes of pages: `typographic`, which is the default, or `straight`.
  package var quotes: String?
  /// The files with the works that lessons cite.
  package var bibliography: [String] = []
  /// The parts of the course, in order; empty if it has none.
  package var parts: [Part] = []

  // MARK: Building

  /// The names of the formats of pages; `nil` for those of the command line's default.
  package var formats: [String]?
  /// The folder of the lessons.
  package var lessons = "lessons"
  /// The folder of the pages.
  package var output = "output"
  /// The folder of the data that lessons can require.
  package var data = "data"
  /// The address of a cache in which machines share results.
  package var cache: String?
  /// The time limit of lessons that set none, in seconds.
  package var timeout: Double?
  /// How far lessons are confined at least: `auto` or `required`. A file of the repository cannot ask for less than
  /// the command line's default.
  package var sandbox: String?

  // MARK: Swift

  package var swift = Modules()

  // MARK: Documents

  package var documents: [Documents] = []

  /// Where all this stands in the file.
  package var places = SettingsPlaces()

  /// The settings of a project without the file.
  package init() {}

  /// A group of lessons with a title of its own.
  package struct Part: Codable, Hashable, Sendable {
    package var title: LocalizedText
    /// Names of lessons without their language, or patterns such as `init/*`, in order.
    package var lessons: [String]

    package init(title: LocalizedText, lessons: [String]) {
      self.title = title
      self.lessons = lessons
    }
  }

  /// The modules that lessons and documents can import besides the engine.
  package struct Modules: Codable, Hashable, Sendable {
    /// Swift files, or folders of Swift files, that together are the module `Support`, which is imported everywhere.
    package var sources: [String] = []
    package var packages: [Package] = []
    /// Modules that are imported everywhere without being written.
    package var imports: [String] = []

    package init() {}
  }

  /// A Swift package whose products can be imported.
  package struct Package: Codable, Hashable, Sendable {
    package enum Location: Codable, Hashable, Sendable {
      /// A folder, relative to the settings.
      case path(String)
      /// The address of a repository, and the lowest version, as in `.package(url:from:)`, or the exact one.
      case url(String, version: String, isExact: Bool)
    }

    package var location: Location
    package var products: [String]

    package init(location: Location, products: [String]) {
      self.location = location
      self.products = products
    }
  }

  /// Markdown files that are checked where they stand and have no pages.
  package struct Documents: Codable, Hashable, Sendable {
    /// What is one program, where the blocks say nothing else.
    package enum Isolation: String, Codable, Hashable, Sendable, CaseIterable {
      case page, heading, block
    }

    /// Paths, or patterns in which `*` means any characters but `/` and `**` any folders.
    package var files: [String]
    /// The first words of fences whose code is run.
    package var fences: [String] = ["swift", "swift-dt"]
    package var isolation = Isolation.page
    /// Whether a comment on the line below a declaration or expression, or at its end, that reads as a value states it.
    package var valueComments = false
    /// Regular expressions; a fence whose code matches one is not compiled.
    package var skip: [String] = []

    package init(files: [String]) { self.files = files }
  }
}

/// A text in one or several languages.
package struct LocalizedText: Codable, Hashable, Sendable {
  /// The text for all languages that have none of their own; `nil` if each language needs its own.
  package var text: String?
  /// The texts by the tags of their languages.
  package var byLanguage: [String: String]

  /// The same text in all languages.
  package init(_ text: String) {
    self.text = text
    byLanguage = [:]
  }

  package init(byLanguage: [String: String]) {
    text = nil
    self.byLanguage = byLanguage
  }

  /// The text in a language, or else in the source language; `nil` if there is neither.
  package func text(in language: String, source: String) -> String? {
    Language(language).choice(from: byLanguage) ?? Language(source).choice(from: byLanguage) ?? text
  }
}
