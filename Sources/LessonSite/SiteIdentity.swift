import LessonCore
import LessonStorage

/// What all pages of a site say about it, in one language.
package struct SiteIdentity: Codable, Sendable, Hashable {
  /// The site's title.
  package let title: String?
  /// What the site is about.
  package let description: String?
  package let authors: [String]
  /// The licence of the texts.
  package let license: String?
  /// A line at the end of each page, in Markdown.
  package let footer: String?
  /// The address at which the pages are published, ended by `/`.
  package let address: String?
  /// The address of a lesson's file, with `{path}` for its path in the project.
  package let sourceAddress: String?
  /// The address at which a lesson's file is edited, with `{path}` for its path in the project.
  package let editAddress: String?
  /// The folder of the lessons in the project.
  package let lessonsFolder: String
  /// Whether each page has a notebook beside it.
  package let hasNotebooks: Bool
  /// The address of a picture for previews of links.
  package let image: String?
  /// An image beside the title, as a `data:` address.
  package let logo: String?
  /// The image that browsers show in tabs, as a `data:` address.
  package let favicon: String?
  /// A style sheet after that of the theme.
  package let css: String?
  /// Whether straight quotes of the texts stay as they are.
  package let keepsStraightQuotes: Bool
  /// Identifies all of this.
  let digest: String

  /// A site without settings.
  package init() { self.init(ProjectSettings(), SiteFiles(), in: "") }

  /// Whether there is anything to say at the end of pages.
  package var hasFooter: Bool {
    footer != nil || license != nil || !authors.isEmpty || sourceAddress != nil
  }
}

/// The files that pages of all languages contain, read from the project.
package struct SiteFiles: Sendable, Hashable {
  package var logo: String?
  package var favicon: String?
  package var css: String?

  package init(logo: String? = nil, favicon: String? = nil, css: String? = nil) {
    self.logo = logo
    self.favicon = favicon
    self.css = css
  }
}

extension SiteIdentity {
  /// The identity in a language.
  package init(_ settings: ProjectSettings, _ files: SiteFiles, in language: String) {
    func text(_ text: LocalizedText?) -> String? { text?.text(in: language, source: settings.language) }
    title = text(settings.title)
    description = text(settings.description)
    footer = text(settings.footer)
    authors = settings.authors
    license = settings.license
    address = settings.url.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    sourceAddress = settings.repository.map(Self.sourceAddress)
    // A build can make other formats for once; pages name those that are always there.
    hasNotebooks = settings.formats?.contains("notebook") ?? false
    lessonsFolder = settings.lessons
    image = settings.image
    let viewed = sourceAddress
    editAddress = viewed.flatMap { $0.contains("/blob/") ? $0.replacing("/blob/", with: "/edit/") : nil }
    (logo, favicon, css) = (files.logo, files.favicon, files.css)
    keepsStraightQuotes = settings.quotes == "straight"
    let texts = [
      title, description, footer, license, address, sourceAddress, logo, favicon, css,
      keepsStraightQuotes ? settings.quotes : nil, lessonsFolder, hasNotebooks ? "notebooks" : nil, image,
    ]
    digest = contentHash(of: texts.map { $0.map { "=" + $0 } ?? "" } + authors)
  }

  /// GitHub and its like show the file on the default branch at this address, with a button to edit it.
  private static func sourceAddress(in repository: String) -> String {
    if repository.contains("{path}") { return repository }
    return repository + (repository.hasSuffix("/") ? "" : "/") + "blob/HEAD/{path}"
  }
}
