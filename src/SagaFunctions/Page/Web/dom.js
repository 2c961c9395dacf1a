// Elements are made of names and texts, never of markup: what comes from outside stays text.

/** @typedef {Node|string|number|null|undefined|false} Child */

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  const shown = children.flat().filter(child => child !== null && child !== undefined && child !== false);
  element.append(...shown.map(child => child instanceof Node ? child : String(child)));
  return element;
}

/** @param {string} tag @param {Record<string, any>|null} [attributes] @param {...(Child|Child[])} children @returns {any} */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** The same of SVG. @returns {any} */
export const svg = (tag, attributes, ...children) => fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

// Shape and word stand beside colour; what this page has not heard of is shown as it is called.
const MARKS = {
  Pending: '○', Running: '▶', Succeeded: '✓', Completed: '✓', Refused: '⊘', Failed: '?', Unknown: '?', Compensating: '◀', Compensated: '↩',
  Skipped: '↷', Stuck: '!', Terminated: '■', Stands: '●', Undone: '↩', NeverHappened: '–',
};
const WORDS = { NeverHappened: 'never happened', Stands: 'stands', Undone: 'undone', Unknown: 'unknown' };

/** @param {string} status */
export const markOf = status => MARKS[status] ?? '◇';

/** @param {string} status */
export const wordOf = status => WORDS[status] ?? status;

/** @param {string} status */
export const badge = status => h('span', { class: `badge is-${status}` }, h('span', { 'aria-hidden': 'true' }, markOf(status)), ' ', wordOf(status));

/** @param {string|null|undefined} moment */
export const time = moment => moment ? h('time', { datetime: moment, title: moment }, new Date(moment).toLocaleString('sv')) : '';

/** @param {number} ms */
export function span(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 1) return `${Math.max(0, Math.round(ms))} ms`;
  const [d, hours, m] = [Math.floor(s / 86400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60];
  return d ? `${d} d ${hours} h` : hours ? `${hours} h ${m} min` : m ? `${m} min ${s % 60} s` : `${s} s`;
}

const told = { ago: ms => span(-ms), left: ms => ms > 0 ? `${span(ms)} left` : `over for ${span(-ms)}` };
const tell = one => { one.textContent = told[one.dataset.told](Date.parse(one.dataset.moment) - Date.now()); };

/** How long ago a moment was, or how much time is left until it; kept true by tick(). @param {'ago'|'left'} how @param {string} moment */
export function clock(how, moment) {
  const one = h('span', { 'data-told': how, 'data-moment': moment });
  tell(one);
  return one;
}

export const tick = () => document.querySelectorAll('[data-told]').forEach(tell);

/** Puts new content in, and leaves focus, scrolling and what was opened where they were. @param {Element} place @param {...(Child|Child[])} children */
export function show(place, ...children) {
  const keyed = key => /** @type {HTMLElement|null} */ (place.querySelector(`[data-key="${CSS.escape(key)}"]`));
  const at = /** @type {HTMLElement} */ (document.activeElement);
  const focused = place.contains(at) ? at.dataset.key : null;
  const all = selector => /** @type {HTMLElement[]} */ ([...place.querySelectorAll(selector)]);
  const opened = all('details[open]').map(one => one.dataset.key);
  const scrolled = all('.scroll').map(one => ({ key: one.dataset.key, left: one.scrollLeft, top: one.scrollTop }));
  place.replaceChildren();
  fill(place, null, children);
  for (const key of opened) keyed(key)?.setAttribute('open', '');
  for (const { key, left, top } of scrolled) if (left || top) keyed(key)?.scrollTo(left, top);
  if (focused) keyed(focused)?.focus({ preventScroll: true });
}

/** A scrolling region that a keyboard reaches. */
export const scroller = (label, ...children) => h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label, 'data-key': label }, ...children);
