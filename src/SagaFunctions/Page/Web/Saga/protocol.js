// What TCC and two-phase commit have of their own: a row a branch or participant, reservations, votes, the decision.

import { badge, clock, h, scroller, time } from '../dom.js';
import { pathsOf } from './plan.js';

const SHAPES = {
  tcc: { label: 'Branches', who: 'Branch', heads: ['Try', 'Confirm', 'Cancel'], first: 'Try', last: 'Confirm' },
  '2pc': { label: 'Participants', who: 'Participant', heads: ['Prepare', 'Commit', 'Abort'], first: 'Prepare', last: 'Commit' },
};

// A part's two steps stand at the same place among their own; written in code, each has a name of its own.
const partsOf = (steps, { first, last }) => {
  const of = operation => steps.filter(step => step.defined.operation === operation);
  const ends = of(last);
  return of(first).map((step, i) => [step.name.split('/')[0].replace(new RegExp(`^${first}(?=[A-Z])`), ''), { [first]: step, [last]: ends[i] }]);
};

/** @param {any} view @param {import('./plan.js').PlannedStep[]} steps */
export function ofProtocol(view, steps) {
  const shape = SHAPES[view.protocol];
  if (!shape) return [];
  const isTcc = view.protocol === 'tcc';
  const decision = view.decision;
  return [
    h('h2', null, shape.label),
    isTcc && view.reservedUntil && h('p', null, 'Reserved until ', time(view.reservedUntil), ': ', clock('left', view.reservedUntil)),
    !isTcc && decision && h('p', { class: decision.decision === 'Undecided' ? 'box warn' : 'box', 'data-decision': decision.decision },
      'Decision: ', h('b', null, decision.decision), decision.at ? [' at ', time(decision.at)] : [' for ', clock('ago', view.createdAt)]),
    scroller(shape.label, h('table', null,
      h('thead', null, h('tr', null, [shape.who, ...shape.heads, isTcc ? 'Time left' : 'Vote'].map(head => h('th', { scope: 'col' }, head)))),
      h('tbody', null, partsOf(steps, shape).map(([name, part]) => h('tr', null, h('th', { scope: 'row' }, name),
        h('td', null, part[shape.first] ? badge(pathsOf(part[shape.first]).forward) : '–'),
        h('td', null, part[shape.last] ? badge(part[shape.last].seen.status) : '–'),
        h('td', null, part[shape.first] ? badge(pathsOf(part[shape.first]).backward ?? 'Pending') : '–'),
        h('td', null, isTcc ? (part.Confirm?.seen.status === 'Succeeded' ? 'confirmed' : view.reservedUntil ? clock('left',
          view.reservedUntil) : '–') : part.Prepare?.seen.vote ?? '–')))))),
  ];
}
