extension InterfaceLanguage {
  static let polish = InterfaceLanguage(
    tag: "pl",
    pages: PageWords(
      quotes: QuoteStyle("„”", "«»"),
      lessons: "Lekcje",
      invitation:
        "Lekcje, których kod naprawdę działa: każdą liczbę, tabelę i wykres obliczył kod stojący nad nimi.",
      skip: "Przejdź do treści", contents: "Na tej stronie",
      language: "Język", previous: "Poprzednia", next: "Następna",
      allLessons: "Wszystkie lekcje", colours: "Przełącz jasne i ciemne kolory",
      setUp: "Przygotowanie (wiersze: $1)", copy: "Kopiuj", copied: "Skopiowano", result: "Wynik",
      rest: "Dalsza część wyniku",
      fails: "Nie kompiluje się", crashes: "Kończy się błędem",
      plotAsText: "Wykres jako tekst", numbers: "Dane",
      note: "Uwaga", tip: "Wskazówka", important: "Ważne",
      warning: "Ostrzeżenie", caution: "Ostrożnie",
      done: "zrobione", toDo: "do zrobienia", backToText: "Powrót do tekstu",
      source: "Źródło tej strony",
      behind: "To tłumaczenie nie nadąża za oryginałem.",
      changed: "Zmieniły się w nim:",
      figure: "Rysunek $1", table: "Tabela $1", position: "$1 z $2", minutes: "$1 min",
      copyAll: "Kopiuj cały kod", wrap: "Zawijaj długie wiersze", aside: "Na marginesie",
      predict: "Czego się spodziewasz?", answer: "Pokaż odpowiedź",
      resume: "Wróć do miejsca, w którym przerwano czytanie", dismiss: "Zamknij",
      search: "Szukaj", nothingFound: "Nic nie znaleziono", keys: "Klawisze", showKeys: "Pokaż te klawisze"),
    plots: PlotWords(
      numbers: .commaAndSpaces,
      lineChart: "Wykres liniowy", pointChart: "Wykres punktowy", barChart: "Wykres słupkowy",
      histogram: "Histogram", heatMap: "Mapa ciepła", confusionMatrix: "Macierz pomyłek",
      contourPlot: "Wykres poziomicowy", images: "Obrazy: $1", horizontalAxis: "oś pozioma: $1",
      verticalAxis: "oś pionowa: $1", logarithmic: "logarytmiczna", rows: "wiersze: $1",
      columns: "kolumny: $1", range: "od $1 do $2", place: "$1 przy $2", noValues: "brak wartości",
      points: "punkty: $1", gaps: "bez wartości: $1", band: "w paśmie o szerokości do $1",
      constant: "stale $1", lowest: "najniżej $1", highest: "najwyżej $1", values: "wartości: $1",
      mean: "średnia $1", deviation: "odchylenie standardowe $1", most: "najwięcej $1",
      right: "poprawnie: $1 z $2", mistakes: "najczęstsze pomyłki: $1", levels: "poziomice: $1",
      shares: "udziały w płaszczyźnie: $1"),
    engine: EngineWords(
      epoch: "epoka", step: "krok", layer: "warstwa", parameter: "parametr", class: "klasa",
      examples: "przykłady", precision: "precyzja", recall: "czułość", loss: "strata", accuracy: "dokładność",
      training: "trenowanie", validation: "walidacja", trainingLoss: "strata treningowa",
      validationLoss: "strata walidacyjna", validationAccuracy: "dokładność walidacyjna",
      learningRate: "współczynnik uczenia", batch: "minipartia", smoothed: "wygładzona", mean: "średnia",
      standardDeviation: "odchylenie standardowe", norm: "norma", gradientNorm: "norma gradientu",
      count: "liczba", value: "wartość", activation: "aktywacja", gradient: "gradient",
      trueClass: "klasa prawdziwa", predictedClass: "klasa przewidziana", share: "udział", zero: "zera",
      dead: "martwe", saturated: "nasycone", updateRatio: "stosunek aktualizacji",
      activationDeviations: "odchylenie standardowe aktywacji",
      gradientDeviations: "odchylenie standardowe gradientów", outputGradients: "gradienty względem wyjść",
      parameterGradients: "gradienty względem parametrów"),
    template: TemplateWords(
      summary: "Jedno zdanie o lekcji, na listę lekcji.",
      opening:
        "Najpierw powiedz, co nie działa bez tego pomysłu, i pokaż to. Blok to kod w języku Swift; pokazywana jest wartość jego ostatniego wyrażenia.",
      results:
        "Liczby w tekście też są obliczane: liczba kroków `{swift-dt} losses.count`, a strata po nich `{swift-dt} losses.last!`.",
      tasks: "Do wypróbowania", task: "Coś do zmiany w powyższym kodzie i na co zwrócić uwagę."))
}
