extension InterfaceLanguage {
  static let spanish = InterfaceLanguage(
    tag: "es",
    pages: PageWords(
      quotes: QuoteStyle("«»", "“”"),
      lessons: "Lecciones",
      invitation:
        "Lecciones cuyo código se ejecuta de verdad: cada número, tabla y gráfico lo ha calculado el código que lo precede.",
      skip: "Ir al texto", contents: "En esta página",
      language: "Idioma", previous: "Anterior", next: "Siguiente",
      allLessons: "Todas las lecciones", colours: "Cambiar entre claro y oscuro",
      code: "Código", copy: "Copiar", copied: "Copiado", result: "Resultado",
      rest: "Resto de la salida",
      fails: "No compila", crashes: "Se detiene con un error",
      plotAsText: "Gráfico como texto", numbers: "Datos",
      note: "Nota", tip: "Consejo", important: "Importante",
      warning: "Advertencia", caution: "Precaución",
      done: "hecho", toDo: "por hacer", backToText: "Volver al texto",
      source: "Fuente de esta página",
      behind: "Esta traducción está atrasada respecto al original.",
      changed: "Ha cambiado desde entonces:"),
    plots: PlotWords(
      numbers: .commaAndSpaces,
      lineChart: "Gráfico de líneas", pointChart: "Gráfico de puntos", barChart: "Gráfico de barras",
      histogram: "Histograma", heatMap: "Mapa de calor", confusionMatrix: "Matriz de confusión",
      contourPlot: "Gráfico de contornos", images: "Imágenes: $1", horizontalAxis: "eje horizontal $1",
      verticalAxis: "eje vertical $1", logarithmic: "logarítmico", rows: "filas: $1",
      columns: "columnas: $1", range: "de $1 a $2", place: "$1 en $2", noValues: "sin valores",
      points: "puntos: $1", gaps: "sin valor: $1", band: "en una banda de hasta $1 de ancho",
      constant: "siempre $1", lowest: "mínimo $1", highest: "máximo $1", values: "valores: $1",
      mean: "media $1", deviation: "desviación típica $1", most: "la mayoría $1",
      right: "correctos: $1 de $2", mistakes: "errores más frecuentes: $1", levels: "líneas en $1",
      shares: "partes del plano: $1"),
    engine: EngineWords(
      epoch: "época", step: "paso", layer: "capa", parameter: "parámetro", class: "clase",
      examples: "ejemplos", precision: "precisión", recall: "exhaustividad", loss: "pérdida",
      accuracy: "exactitud", training: "entrenamiento", validation: "validación",
      trainingLoss: "pérdida de entrenamiento", validationLoss: "pérdida de validación",
      validationAccuracy: "exactitud de validación", learningRate: "tasa de aprendizaje", batch: "lote",
      smoothed: "suavizada", mean: "media", standardDeviation: "desviación típica", norm: "norma",
      gradientNorm: "norma del gradiente", count: "cantidad", value: "valor", activation: "activación",
      gradient: "gradiente", trueClass: "clase real", predictedClass: "clase predicha", share: "proporción",
      zero: "cero", dead: "muertas", saturated: "saturadas", updateRatio: "razón de actualización",
      activationDeviations: "desviación estándar de las activaciones",
      gradientDeviations: "desviación estándar de los gradientes",
      outputGradients: "gradientes respecto a las salidas",
      parameterGradients: "gradientes respecto a los parámetros"),
    template: TemplateWords(
      summary: "Una frase sobre la lección, para la lista de lecciones.",
      opening:
        "Diga primero qué falla sin la idea y muéstrelo. Un bloque es Swift; se muestra el valor de su última expresión.",
      results:
        "Los números del texto también se calculan: después de `{swift-dt} losses.count` pasos, la pérdida es `{swift-dt} losses.last!`.",
      tasks: "Para probar", task: "Algo que cambiar en el código de arriba y qué observar."))
}
