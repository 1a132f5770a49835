// Frames of sliders: all of them in one place, of which a control shows one. Without this script the first one is seen,
// and the others are folded below it.
{
  const create = (name, parent, attributes = {}) => {
    const element = document.createElement(name)
    for (const key in attributes) element.setAttribute(key, attributes[key])
    parent.append(element)
    return element
  }

  // A range with the value before it.
  const addSlider = (control, label, frames, first, show) => {
    const names = frames.map(frame => frame.dataset.name)
    const captions = frames.map(frame => frame.querySelector('.setting').textContent)
    const now = create('span', control, { class: 'now', 'aria-hidden': true })
    const range = create('input', control, {
      type: 'range', min: 0, max: frames.length - 1, step: 1, value: first, 'aria-label': label, autocomplete: 'off',
    })
    // The range keeps its place: there is room for the widest value.
    const widths = captions.map(caption => { now.textContent = caption; return now.getBoundingClientRect().width })
    now.style.minWidth = `${Math.ceil(Math.max(...widths))}px`
    const update = () => {
      now.textContent = captions[range.value]
      range.setAttribute('aria-valuetext', names[range.value])
      show(Number(range.value))
    }
    range.addEventListener('input', update)
    update()
  }

  // A button for each variant.
  const addChoice = (control, label, frames, first, show, number, name) => {
    control.setAttribute('role', 'radiogroup')
    control.setAttribute('aria-label', label)
    if (name) create('span', control, { class: 'name', 'aria-hidden': true }).textContent = name
    frames.forEach((frame, index) => {
      const option = create('label', control)
      const radio = create('input', option, { type: 'radio', name: `frames-${number}`, autocomplete: 'off' })
      option.append(frame.dataset.name)
      radio.checked = index == first
      radio.addEventListener('change', () => show(index))
    })
    show(first)
  }

  document.querySelectorAll('.frames[data-control]').forEach((part, number) => {
    const frames = [...part.querySelectorAll('.frame')].sort((a, b) => a.dataset.index - b.dataset.index)
    const first = frames.findIndex(frame => frame.classList.contains('still'))
    if (frames.length < 2 || first < 0) return
    const control = create('div', part, { class: 'control' })
    const stage = create('div', part, { class: 'stage' })
    stage.append(...frames)
    part.querySelector('.more').remove()
    // Below a choice of results of very different sizes, the largest would leave most of its room empty for the others.
    const fit = () => {
      const heights = frames.map(frame => frame.offsetHeight)
      stage.classList.toggle('fitting', part.dataset.control == 'choice' && Math.min(...heights) < .6 * Math.max(...heights))
    }
    const show = chosen => {
      frames.forEach((frame, index) => frame.classList.toggle('chosen', index == chosen))
      fit()
    }
    new ResizeObserver(fit).observe(stage)
    const add = part.dataset.control == 'slider' ? addSlider : addChoice
    add(control, part.getAttribute('aria-label'), frames, first, show, number, part.dataset.label)
    // What is unfolded in one frame is unfolded in all of them, so that their sizes stay equal.
    stage.addEventListener('toggle', event => {
      const kind = event.target.className
      for (const other of stage.querySelectorAll('details')) if (other.className == kind) other.open = event.target.open
    }, true)
  })
}
