extension InterfaceLanguage {
  static let urdu = InterfaceLanguage(
    tag: "ur",
    pages: PageWords(
      quotes: QuoteStyle("“”", "‘’"),
      lessons: "اسباق",
      invitation:
        "ایسے اسباق جن کا کوڈ واقعی چلتا ہے: ہر عدد، جدول اور گراف اس کے اوپر والے کوڈ نے نکالا ہے۔",
      skip: "متن پر جائیں", contents: "اس صفحے پر",
      language: "زبان", previous: "پچھلا", next: "اگلا",
      allLessons: "تمام اسباق", colours: "روشن اور تاریک رنگ بدلیں",
      setUp: "تیاری کا کوڈ (سطریں: $1)", copy: "نقل کریں", copied: "نقل ہو گیا", result: "نتیجہ",
      rest: "باقی آؤٹ پٹ",
      otherValues: "دیگر قدریں", otherVariants: "دیگر متبادل",
      fails: "کمپائل نہیں ہوتا", crashes: "غلطی پر رک جاتا ہے",
      plotAsText: "متن میں گراف", numbers: "ڈیٹا",
      note: "نوٹ", tip: "مشورہ", important: "اہم",
      warning: "انتباہ", caution: "احتیاط",
      done: "مکمل", toDo: "نامکمل", backToText: "متن پر واپس",
      source: "اس صفحے کا ماخذ",
      behind: "یہ ترجمہ اپنے ماخذ سے پیچھے ہے۔",
      changed: "اس کے بعد ماخذ میں بدلا:",
      figure: "شکل $1", table: "جدول $1", position: "$2 میں سے $1", minutes: "$1 منٹ",
      copyAll: "تمام کوڈ نقل کریں", wrap: "لمبی سطریں موڑیں", aside: "حاشیہ",
      predict: "آپ کو کیا توقع ہے؟", answer: "جواب دکھائیں",
      resume: "جہاں تھے وہیں سے جاری رکھیں", dismiss: "بند کریں", search: "تلاش",
      nothingFound: "کچھ نہیں ملا", keys: "کلیدیں",
      showKeys: "یہ کلیدیں دکھائیں",
      exercise: "مشق $1", hint: "اشارہ", solution: "حل", passes: "جانچ کامیاب رہی"),
    plots: PlotWords(
      numbers: .pointAndCommas,
      lineChart: "خطی گراف", pointChart: "نقطوں کا گراف", barChart: "سلاخی گراف", histogram: "ہسٹوگرام",
      heatMap: "حرارتی نقشہ", confusionMatrix: "کنفیوژن میٹرکس", contourPlot: "ہم سطح خطوط کا گراف",
      images: "تصاویر: $1", horizontalAxis: "افقی محور $1", verticalAxis: "عمودی محور $1",
      logarithmic: "لوگارتھمی", rows: "قطاریں: $1", columns: "کالم: $1", range: "$1 سے $2 تک",
      place: "$2 پر $1", noValues: "کوئی قدر نہیں", points: "نقطے: $1", gaps: "بغیر قدر کے: $1",
      band: "زیادہ سے زیادہ $1 چوڑی پٹی میں", constant: "ہمیشہ $1", lowest: "سب سے کم $1",
      highest: "سب سے زیادہ $1", values: "قدریں: $1", mean: "اوسط $1", deviation: "معیاری انحراف $1",
      most: "اکثر $1", right: "درست: $2 میں سے $1", mistakes: "سب سے عام غلطیاں: $1", levels: "خطوط $1 پر",
      shares: "سطح میں حصے: $1"),
    engine: EngineWords(
      epoch: "دور", step: "قدم", layer: "پرت", parameter: "پیرامیٹر", class: "جماعت", examples: "مثالیں",
      precision: "صحتِ مثبت", recall: "بازیافت", loss: "نقصان", accuracy: "درستی", training: "تربیت",
      validation: "توثیق", trainingLoss: "تربیت کا نقصان", validationLoss: "توثیق کا نقصان",
      validationAccuracy: "توثیق کی درستی", learningRate: "سیکھنے کی شرح", batch: "کھیپ", smoothed: "ہموار",
      mean: "اوسط", standardDeviation: "معیاری انحراف", norm: "نارم", gradientNorm: "گریڈیئنٹ کا نارم",
      count: "تعداد", value: "قدر", activation: "فعالیت", gradient: "گریڈیئنٹ", trueClass: "اصل جماعت",
      predictedClass: "پیش گوئی کردہ جماعت", share: "حصہ", zero: "صفر", dead: "مردہ", saturated: "سیر شدہ",
      updateRatio: "تازہ کاری کا تناسب", activationDeviations: "فعالیتوں کا معیاری انحراف",
      gradientDeviations: "گریڈیئنٹس کا معیاری انحراف", outputGradients: "آؤٹ پٹس کے لحاظ سے گریڈیئنٹس",
      parameterGradients: "پیرامیٹرز کے لحاظ سے گریڈیئنٹس"),
    template: TemplateWords(
      summary: "سبق کے بارے میں ایک جملہ، اسباق کی فہرست کے لیے۔",
      opening:
        "پہلے بتائیے کہ اس خیال کے بغیر کیا غلط ہوتا ہے، اور اسے دکھائیے۔ بلاک Swift کا کوڈ ہے؛ اس کے آخری اظہار کی قدر دکھائی جاتی ہے۔",
      results:
        "متن کے اعداد بھی حساب سے آتے ہیں: `{swift-dt} losses.count` قدموں کے بعد نقصان `{swift-dt} losses.last!` ہے۔",
      tasks: "آزمائیں", task: "اوپر کے کوڈ میں بدلنے کی کوئی چیز، اور کس بات پر نظر رکھنی ہے۔"))
}
