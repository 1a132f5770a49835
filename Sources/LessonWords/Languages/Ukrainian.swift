extension InterfaceLanguage {
  static let ukrainian = InterfaceLanguage(
    tag: "uk",
    pages: PageWords(
      quotes: QuoteStyle("«»", "„“"),
      lessons: "Уроки",
      invitation: "Уроки, код яких справді виконується: кожне число, таблицю й графік обчислив код над ними.",
      skip: "Перейти до тексту", contents: "На цій сторінці",
      language: "Мова", previous: "Попередній", next: "Наступний",
      allLessons: "Усі уроки", colours: "Перемкнути світлі й темні кольори",
      code: "Код", copy: "Копіювати", copied: "Скопійовано", result: "Результат",
      rest: "Решта виводу",
      fails: "Не компілюється", crashes: "Завершується помилкою",
      plotAsText: "Графік текстом", numbers: "Дані",
      note: "Примітка", tip: "Порада", important: "Важливо",
      warning: "Попередження", caution: "Обережно",
      done: "зроблено", toDo: "не зроблено", backToText: "Повернутися до тексту",
      source: "Джерело цієї сторінки",
      behind: "Цей переклад відстає від оригіналу.",
      changed: "Відтоді змінилося:"),
    plots: PlotWords(
      numbers: .commaAndSpaces,
      lineChart: "Лінійний графік", pointChart: "Точковий графік", barChart: "Стовпчикова діаграма",
      histogram: "Гістограма", heatMap: "Теплова карта", confusionMatrix: "Матриця помилок",
      contourPlot: "Лінії рівня", images: "Зображення: $1", horizontalAxis: "горизонтальна вісь: $1",
      verticalAxis: "вертикальна вісь: $1", logarithmic: "логарифмічна", rows: "рядки: $1",
      columns: "стовпці: $1", range: "від $1 до $2", place: "$1 при $2", noValues: "немає значень",
      points: "точки: $1", gaps: "без значення: $1", band: "у смузі завширшки до $1", constant: "завжди $1",
      lowest: "найнижче $1", highest: "найвище $1", values: "значення: $1", mean: "середнє $1",
      deviation: "стандартне відхилення $1", most: "найбільше $1", right: "правильно: $1 з $2",
      mistakes: "найчастіші помилки: $1", levels: "лінії: $1", shares: "частки площини: $1"),
    engine: EngineWords(
      epoch: "епоха", step: "крок", layer: "шар", parameter: "параметр", class: "клас", examples: "приклади",
      precision: "влучність", recall: "повнота", loss: "втрати", accuracy: "точність", training: "навчання",
      validation: "валідація", trainingLoss: "втрати на навчанні", validationLoss: "втрати на валідації",
      validationAccuracy: "точність на валідації", learningRate: "швидкість навчання", batch: "мініпакет",
      smoothed: "згладжені", mean: "середнє", standardDeviation: "стандартне відхилення", norm: "норма",
      gradientNorm: "норма градієнта", count: "кількість", value: "значення", activation: "активація",
      gradient: "градієнт", trueClass: "справжній клас", predictedClass: "передбачений клас", share: "частка",
      zero: "нулі", dead: "мертві", saturated: "насичені", updateRatio: "відношення оновлення",
      activationDeviations: "стандартне відхилення активацій",
      gradientDeviations: "стандартне відхилення градієнтів", outputGradients: "градієнти за виходами",
      parameterGradients: "градієнти за параметрами"),
    template: TemplateWords(
      summary: "Одне речення про урок, для списку уроків.",
      opening:
        "Спершу скажіть, що йде не так без цієї ідеї, і покажіть це. Блок — це код мовою Swift; показується значення його останнього виразу.",
      results:
        "Числа в тексті теж обчислюються: кількість кроків — `{swift-dt} losses.count`, втрати після них — `{swift-dt} losses.last!`.",
      tasks: "Що спробувати", task: "Що змінити в коді вище і на що звернути увагу."))
}
