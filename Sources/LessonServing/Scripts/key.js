// The key without which the server writes and runs nothing. It comes behind the # of the address that the program says, where no
// server and no other site sees it.

const stored = 'lessons key'
const given = location.hash.match(/^#key=([0-9a-f]{32})$/)
if (given) {
  localStorage.setItem(stored, given[1])
  history.replaceState(null, '', location.pathname + location.search)
}

// Another window may have been given the key of a server that was started again.
export const key = () => localStorage.getItem(stored)
export const forgetKey = () => localStorage.removeItem(stored)

// The address at which the server answers about this page.
export const address = path => `/.lessons/${path}?` + encodeURIComponent(location.pathname)
