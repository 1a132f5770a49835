/// An error in a bibliography's file.
struct BibliographyProblem: Error {
  let message: String
  /// The byte at which it stands.
  let offset: Int
}
