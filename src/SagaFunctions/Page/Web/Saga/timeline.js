// What happened when: work told from waiting, idle times folded, what people did marked.

import { badge, h, span, time } from '../dom.js';

const FOLDED = 1000;

/** @returns {{at: number, until: number, kind: string, what: any[]}[]} */
function eventsOf(view) {
  const events = [{ at: view.createdAt, kind: 'run', what: ['Started'] }];
  for (const step of view.steps) {
    for (const one of step.tries ?? []) {
      events.push({ at: one.startedAt, until: one.finishedAt, kind: one.byHand ? 'hand' : 'run', what: [
        `${step.name}: ${one.operation} ${one.number}${one.byHand ? ' given by hand' : ''} `, badge(one.finishedAt ? one.result ?? 'Unknown' : 'Running'),
        one.error && h('span', { class: 'error' }, ` ${one.error}`)] });
    }
    if (!step.tries?.length && step.startedAt && !step.waitsFor) {
      events.push({ at: step.startedAt, until: step.finishedAt, kind: 'run', what: [`${step.name} `, badge(step.status),
        step.attempts > 1 && ` after ${step.attempts} attempts`] });
    }
    if (step.waitsFor) events.push({ at: step.startedAt ?? view.updatedAt, until: null, kind: 'wait', what: [`${step.name}: waits for a person until `,
      time(step.until)] });
    if (step.nextAttemptAt) events.push({ at: step.nextAttemptAt, kind: 'wait', what: [`${step.name}: next attempt`] });
    for (const [member, word] of [['acknowledgedAt', 'acknowledged'], ['givenUpAt', 'given up']]) {
      if (step[member]) events.push({ at: step[member], kind: 'run', what: [`${step.name}: its event was ${word}`] });
    }
  }
  for (const done of view.actions ?? []) {
    const what = `${done.action}${done.step ? ` of ${done.step}` : ''} by ${done.by ?? 'an operator'}: ${done.reason ?? ''}`;
    events.push({ at: done.at, kind: 'hand', what: [`${what} (${done.result}${done.detail ? `: ${done.detail}` : ''})`] });
  }
  const ordered = events.filter(event => event.at).map(event => ({ ...event, at: Date.parse(event.at),
    until: Date.parse(event.until ?? event.at) })).sort((a, b) => a.at - b.at);
  const end = Math.max(Date.parse(view.updatedAt), ...ordered.map(event => event.until));
  return ['Pending', 'Running', 'Compensating'].includes(view.status) ? ordered : [...ordered, { at: end, until: end, kind: 'run',
    what: [badge(view.status)] }];
}

export function timeline(view) {
  let over = null;
  const lines = [];
  for (const event of eventsOf(view)) {
    if (over !== null && event.at - over >= FOLDED) lines.push(h('li', { class: 'wait' }, h('span', null, '┈'), h('span', null,
      `waited ${span(event.at - over)}`)));
    over = Math.max(over ?? 0, event.until);
    const took = event.until - event.at;
    lines.push(h('li', { class: event.kind }, time(new Date(event.at).toISOString()),
      h('span', null, event.kind === 'hand' && '◆ by hand: ', ...event.what, took > 0 && h('span', { class: 'quiet' }, ` ran ${span(took)}`))));
  }
  return h('ol', { class: 'time', 'aria-label': 'Timeline' }, lines);
}
