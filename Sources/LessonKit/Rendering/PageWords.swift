/// The few words that pages say by themselves, in the language of the page.
struct PageWords: Sendable {
  /// Above code that is shown collapsed.
  let code: String
  /// Above a plot drawn in characters.
  let plotAsText: String
  /// The name of the list of all lessons.
  let lessons: String

  /// The words of a language; English where we know none.
  init(_ language: Language) {
    self = Self.known[language.tag] ?? Self.known[String(language.tag.prefix { $0 != "-" })] ?? Self.english
  }

  private init(_ code: String, _ plotAsText: String, _ lessons: String) {
    self.code = code
    self.plotAsText = plotAsText
    self.lessons = lessons
  }

  private static let english = PageWords("Code", "Plot as text", "Lessons")

  private static let known: [String: PageWords] = [
    "ar": PageWords("الشيفرة", "الرسم نصًّا", "الدروس"),
    "de": PageWords("Code", "Diagramm als Text", "Lektionen"),
    "en": english,
    "es": PageWords("Código", "Gráfico como texto", "Lecciones"),
    "fa": PageWords("کد", "نمودار به‌صورت متن", "درس‌ها"),
    "fr": PageWords("Code", "Graphique en texte", "Leçons"),
    "he": PageWords("קוד", "תרשים כטקסט", "שיעורים"),
    "it": PageWords("Codice", "Grafico come testo", "Lezioni"),
    "ja": PageWords("コード", "テキストのグラフ", "レッスン"),
    "ko": PageWords("코드", "텍스트 그래프", "강의"),
    "pl": PageWords("Kod", "Wykres jako tekst", "Lekcje"),
    "pt": PageWords("Código", "Gráfico em texto", "Lições"),
    "ru": PageWords("Код", "График текстом", "Уроки"),
    "uk": PageWords("Код", "Графік текстом", "Уроки"),
    "ur": PageWords("کوڈ", "متن میں گراف", "اسباق"),
    "zh": PageWords("代码", "文本图表", "课程"),
  ]
}
