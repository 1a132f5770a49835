// Opens the search. What finds and the index are loaded when a reader first searches: most never do.
{
  const dialog = document.getElementById('page.search')
  const opener = document.querySelector('header.bar .find')
  let loading
  const load = () => loading ??= new Promise((done, fail) => {
    const script = document.createElement('script')
    script.src = dialog.dataset.base + 'search-0.js'
    script.onload = done
    script.onerror = fail
    document.head.append(script)
  }).catch(() => loading = undefined)

  if (dialog && opener) {
    opener.addEventListener('pointerenter', load)
    opener.addEventListener('click', () => {
      dialog.showModal()
      dialog.querySelector('input').select()
      load()
    })
  }
}
