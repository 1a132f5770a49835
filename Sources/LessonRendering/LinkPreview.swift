import LessonMarkup
import LessonSite

/// What messengers and social networks show of a link to a page: Open Graph, and Twitter's card.
struct LinkPreview {
  /// The kind of page in Open Graph's words.
  enum Kind: String {
    case article, website
  }

  let kind: Kind
  let title: String
  let description: String?
  /// The address at which the page is published; `nil` if that is unknown.
  let address: String?
  let identity: SiteIdentity

  var elements: [Element] {
    let properties = [
      ("og:type", kind.rawValue), ("og:title", title), ("og:description", description),
      ("og:site_name", identity.title), ("og:url", address), ("og:image", identity.image),
    ]
    let card = identity.image == nil ? "summary" : "summary_large_image"
    return properties.compactMap { name, value in
      value.map { .tag("meta", ["property": name, "content": $0]) }
    } + [.tag("meta", ["name": "twitter:card", "content": card])]
  }
}
