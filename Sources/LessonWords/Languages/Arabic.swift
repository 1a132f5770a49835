extension InterfaceLanguage {
  static let arabic = InterfaceLanguage(
    tag: "ar",
    pages: PageWords(
      quotes: QuoteStyle("«»", "“”"),
      lessons: "الدروس",
      invitation: "دروس تعمل شيفرتها فعلًا: كل رقم وجدول ورسم حسبته الشيفرة التي فوقه.",
      skip: "انتقل إلى النص", contents: "في هذه الصفحة",
      language: "اللغة", previous: "السابق", next: "التالي",
      allLessons: "كل الدروس", colours: "التبديل بين الفاتح والداكن",
      code: "الشيفرة", copy: "نسخ", copied: "تم النسخ", result: "النتيجة",
      rest: "بقية المخرجات",
      fails: "لا تُترجَم الشيفرة", crashes: "تتوقف بخطأ",
      plotAsText: "الرسم نصًّا", numbers: "البيانات",
      note: "ملاحظة", tip: "نصيحة", important: "مهم",
      warning: "تحذير", caution: "احترس",
      done: "أُنجز", toDo: "لم يُنجز", backToText: "العودة إلى النص",
      source: "مصدر هذه الصفحة",
      behind: "هذه الترجمة متأخرة عن مصدرها.",
      changed: "ما تغيّر في المصدر منذئذ:"),
    plots: PlotWords(
      numbers: .pointAndCommas,
      lineChart: "رسم بياني خطي", pointChart: "رسم بياني نقطي", barChart: "رسم بياني بالأعمدة",
      histogram: "مدرّج تكراري", heatMap: "خريطة حرارية", confusionMatrix: "مصفوفة الالتباس",
      contourPlot: "رسم كنتوري", images: "الصور: $1", horizontalAxis: "المحور الأفقي $1",
      verticalAxis: "المحور الرأسي $1", logarithmic: "لوغاريتمي", rows: "الصفوف: $1",
      columns: "الأعمدة: $1", range: "من $1 إلى $2", place: "$1 عند $2", noValues: "لا قيم",
      points: "النقاط: $1", gaps: "بلا قيمة: $1", band: "ضمن نطاق يصل عرضه إلى $1", constant: "دائمًا $1",
      lowest: "الأدنى $1", highest: "الأعلى $1", values: "القيم: $1", mean: "المتوسط $1",
      deviation: "الانحراف المعياري $1", most: "معظمها $1", right: "الصحيح: $1 من $2",
      mistakes: "أكثر الأخطاء تكرارًا: $1", levels: "خطوط عند $1", shares: "حصص المستوى: $1"),
    engine: EngineWords(
      epoch: "الحقبة", step: "الخطوة", layer: "الطبقة", parameter: "المعلمة", class: "الصنف",
      examples: "الأمثلة", precision: "الضبط", recall: "الاستدعاء", loss: "الخسارة", accuracy: "الدقة",
      training: "التدريب", validation: "التحقق", trainingLoss: "خسارة التدريب",
      validationLoss: "خسارة التحقق", validationAccuracy: "دقة التحقق", learningRate: "معدل التعلم",
      batch: "الدفعة", smoothed: "بعد التنعيم", mean: "المتوسط", standardDeviation: "الانحراف المعياري",
      norm: "المعيار", gradientNorm: "معيار التدرج", count: "العدد", value: "القيمة", activation: "التنشيط",
      gradient: "التدرج", trueClass: "الصنف الحقيقي", predictedClass: "الصنف المتوقع", share: "الحصة",
      zero: "صفر", dead: "ميتة", saturated: "مشبعة", updateRatio: "نسبة التحديث",
      activationDeviations: "الانحراف المعياري للتنشيطات", gradientDeviations: "الانحراف المعياري للتدرجات",
      outputGradients: "التدرجات بالنسبة إلى المخرجات", parameterGradients: "التدرجات بالنسبة إلى المعلمات"),
    template: TemplateWords(
      summary: "جملة واحدة عن الدرس، لقائمة الدروس.",
      opening:
        "اشرح أولًا ما الخطأ الذي يحدث من دون هذه الفكرة، وأظهِره. الكتلة شيفرة Swift، وتُعرض قيمة آخر تعبير فيها.",
      results:
        "تُحسب أيضًا الأرقام الواردة في النص: بعد `{swift-dt} losses.count` خطوة تصبح الخسارة `{swift-dt} losses.last!`.",
      tasks: "للتجربة", task: "شيء يمكن تغييره في الشيفرة أعلاه، وما ينبغي ملاحظته."))
}
