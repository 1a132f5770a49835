extension InterfaceLanguage {
  static let russian = InterfaceLanguage(
    tag: "ru",
    pages: PageWords(
      quotes: QuoteStyle("«»", "„“"),
      lessons: "Уроки",
      invitation:
        "Уроки, код которых действительно выполняется: каждое число, таблицу и график вычислил код над ними.",
      skip: "Перейти к тексту", contents: "На этой странице",
      language: "Язык", previous: "Предыдущий", next: "Следующий",
      allLessons: "Все уроки", colours: "Переключить светлые и тёмные цвета",
      setUp: "Подготовка (строк: $1)", copy: "Копировать", copied: "Скопировано", result: "Результат",
      rest: "Остальной вывод",
      fails: "Не компилируется", crashes: "Завершается ошибкой",
      plotAsText: "График текстом", numbers: "Данные",
      note: "Примечание", tip: "Совет", important: "Важно",
      warning: "Предупреждение", caution: "Осторожно",
      done: "сделано", toDo: "не сделано", backToText: "Вернуться к тексту",
      source: "Исходный текст страницы",
      behind: "Этот перевод отстаёт от оригинала.",
      changed: "С тех пор изменилось:",
      figure: "Рисунок $1", table: "Таблица $1", position: "$1 из $2", minutes: "$1 мин",
      copyAll: "Скопировать весь код", wrap: "Переносить длинные строки", aside: "На полях",
      predict: "Чего вы ожидаете?", answer: "Показать ответ",
      resume: "Продолжить с того же места", dismiss: "Закрыть", search: "Поиск",
      nothingFound: "Ничего не найдено", keys: "Клавиши",
      showKeys: "Показать эти клавиши"),
    plots: PlotWords(
      numbers: .commaAndSpaces,
      lineChart: "Линейный график", pointChart: "Точечный график", barChart: "Столбчатая диаграмма",
      histogram: "Гистограмма", heatMap: "Тепловая карта", confusionMatrix: "Матрица ошибок",
      contourPlot: "Линии уровня", images: "Изображения: $1", horizontalAxis: "горизонтальная ось: $1",
      verticalAxis: "вертикальная ось: $1", logarithmic: "логарифмическая", rows: "строки: $1",
      columns: "столбцы: $1", range: "от $1 до $2", place: "$1 при $2", noValues: "нет значений",
      points: "точки: $1", gaps: "без значения: $1", band: "в полосе шириной до $1", constant: "всегда $1",
      lowest: "минимум $1", highest: "максимум $1", values: "значения: $1", mean: "среднее $1",
      deviation: "стандартное отклонение $1", most: "больше всего $1", right: "верно: $1 из $2",
      mistakes: "самые частые ошибки: $1", levels: "линии: $1", shares: "доли плоскости: $1"),
    engine: EngineWords(
      epoch: "эпоха", step: "шаг", layer: "слой", parameter: "параметр", class: "класс", examples: "примеры",
      precision: "точность", recall: "полнота", loss: "потери", accuracy: "доля верных ответов",
      training: "обучение", validation: "валидация", trainingLoss: "потери на обучении",
      validationLoss: "потери на валидации", validationAccuracy: "доля верных ответов на валидации",
      learningRate: "скорость обучения", batch: "мини-пакет", smoothed: "сглаженные", mean: "среднее",
      standardDeviation: "стандартное отклонение", norm: "норма", gradientNorm: "норма градиента",
      count: "количество", value: "значение", activation: "активация", gradient: "градиент",
      trueClass: "истинный класс", predictedClass: "предсказанный класс", share: "доля", zero: "нули",
      dead: "мёртвые", saturated: "насыщенные", updateRatio: "отношение обновления",
      activationDeviations: "стандартное отклонение активаций",
      gradientDeviations: "стандартное отклонение градиентов", outputGradients: "градиенты по выходам",
      parameterGradients: "градиенты по параметрам"),
    template: TemplateWords(
      summary: "Одно предложение об уроке, для списка уроков.",
      opening:
        "Сначала скажите, что идёт не так без этой идеи, и покажите это. Блок — это код на Swift; показывается значение его последнего выражения.",
      results:
        "Числа в тексте тоже вычисляются: число шагов — `{swift-dt} losses.count`, потери после них — `{swift-dt} losses.last!`.",
      tasks: "Что попробовать", task: "Что изменить в коде выше и на что обратить внимание."))
}
