// The graph again as a table, with every attempt; and what stands now.

import { badge, h, markOf, scroller, time, wordOf } from '../dom.js';
import { pathsOf } from './plan.js';

const HEADS = ['Step', 'After', 'Action', 'Compensation', 'Stands', 'Attempts', 'Error'];

const attempt = one => h('li', null, `${one.operation} ${one.number}: `, badge(one.result ?? 'Running'), ' ', time(one.startedAt), one.byHand && ' by hand',
  one.error && ` ${one.error}`);

/** @param {import('./plan.js').PlannedStep[]} steps */
export const table = steps => scroller('Steps', h('table', null,
  h('thead', null, h('tr', null, HEADS.map(head => h('th', { scope: 'col' }, head)))),
  h('tbody', null, steps.map(step => {
    const { seen } = step;
    const { forward, backward } = pathsOf(step);
    return h('tr', null,
      h('th', { scope: 'row' }, seen.saga ? h('a', { href: `#/sagas/${encodeURIComponent(seen.saga)}`, 'data-key': `sub ${step.name}` },
        step.name) : step.name, h('div', { class: 'quiet' }, step.kind)),
      h('td', null, step.after.join(', ') || '–'),
      h('td', null, badge(forward)),
      h('td', null, backward ? [badge(backward), h('div', { class: 'quiet' }, step.compensation)] : '–'),
      h('td', null, seen.stands ? badge(seen.stands) : '–'),
      h('td', null, `${seen.attempts}${seen.maxAttempts ? ` of ${seen.maxAttempts}` : ''}`,
        seen.compensationAttempts > 0 && `, back ${seen.compensationAttempts}${seen.maxCompensationAttempts ? ` of ${seen.maxCompensationAttempts}` : ''}`,
        seen.published > 0 && h('div', null, `published ${seen.published} times`),
        seen.nextAttemptAt && h('div', null, 'next ', time(seen.nextAttemptAt)),
        seen.tries?.length > 0 && h('details', { 'data-key': `tries ${step.name}` }, h('summary', null, 'each'), h('ol', null, seen.tries.map(attempt)))),
      h('td', { class: 'error' }, seen.error));
  }))));

/** @param {import('./plan.js').PlannedStep[]} steps */
export function standing(steps) {
  const groups = ['Stands', 'Unknown', 'Undone', 'NeverHappened']
    .map(word => ({ word, names: steps.filter(step => step.seen.stands === word).map(step => step.name) }));
  return h('ul', { 'aria-label': 'What stands now' }, groups.filter(({ names }) => names.length).map(({ word, names }) =>
    h('li', { 'data-stands': word }, h('b', { class: `is-${word}` }, `${markOf(word)} ${wordOf(word)}: `), names.join(', '))));
}
