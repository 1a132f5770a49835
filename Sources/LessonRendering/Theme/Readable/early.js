// Before anything is drawn, so that no page flashes in colours or lines that the reader did not choose.
document.documentElement.classList.add('js')
try {
  const theme = localStorage.getItem('theme')
  if (theme == 'light' || theme == 'dark') document.documentElement.dataset.theme = theme
  if (localStorage.getItem('wrap') == 'on') document.documentElement.classList.add('wrap')
} catch {}
// The font of formulas is in the page; loaded before the text is laid out, it moves nothing.
for (const font of document.fonts) font.load().catch(() => {})
