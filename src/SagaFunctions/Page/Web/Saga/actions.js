// What an operator may do to a saga, each behind a dialog that says first what it will do.

import { ask, sagaPath } from '../api.js';
import { badge, h, show } from '../dom.js';
import { askFirst } from './dialog.js';
import { STAYING, pointOfNoReturn } from './plan.js';

const UNDER_WAY = ['Pending', 'Running'];
const ID_END = 6;

const list = (label, items) => items.length ? h('div', null, h('p', null, label), h('ol', { 'aria-label': label },
  items.map(item => h('li', null, item)))) : h('p', null, `${label} nothing.`);

const place = one => `${one.activity ?? one.operation} (${one.step ?? 'the end of the saga'}${one.operation ? `, ${one.operation}` : ''})`;

/** What a rewind would do, in words. */
export const previewed = preview => [
  preview.root !== preview.saga && h('p', null, `This is a part of saga ${preview.root}, which is rewound.`),
  h('p', { class: 'box' }, 'Repeats ', h('b', { 'data-repeats': preview.repeats.activity ?? preview.repeats.step }, place(preview.repeats)),
    `, attempt ${preview.repeats.attempt}. It failed with: `, h('span', { class: 'error' }, preview.repeats.error)),
  list('Then, in this order:', (preview.follows ?? []).map(next => h('span', { 'data-follows': next.activity ?? next.step,
    'data-certain': String(next.isCertain) }, place(next), next.isCertain ? '' : ' (perhaps: its condition, or the time, will tell)'))),
  list('Not touched:', (preview.untouched ?? []).map(step => h('span', null, step.step, ' ', badge(step.stands)))),
];

/**
 * @param {{view: any, steps: import('./plan.js').PlannedStep[], preview: any, follow: (word: string, answer: any) => void}} saga
 * @returns {any[]} buttons
 */
export function actionsOf({ view, steps, preview, follow }) {
  const path = sagaPath(view.id);
  const named = act => `${act} saga ${view.name}, ${view.id}`;
  const button = (act, click, refusal) => [
    h('button', { type: 'button', click, disabled: Boolean(refusal), 'data-key': act, 'aria-describedby': refusal ? `why-${act}` : null }, `${act}…`),
    refusal && h('span', { class: 'quiet', id: `why-${act}` }, refusal)];
  const doing = async (act, asked, send) => {
    const answer = await askFirst({ title: named(act), act, ...asked, send });
    if (answer) follow(act, answer);
  };
  const post = (what, body) => ask(`${path}/${what}`, { method: 'POST', body }).then(answer => answer.body ?? {});

  const rewind = () => doing('Rewind', { about: previewed(preview) }, reason => post('rewind', { reason }));
  const intervene = (act, action, withResult) => {
    const { step, operation } = preview.repeats;
    const result = h('textarea', { rows: 4, name: 'result', required: withResult });
    const isJson = () => {
      try { return JSON.parse(result.value) !== undefined; } catch { return false; }
    };
    return doing(act, {
      about: [h('p', null, `${operation} of ${step} counts as done, ${withResult ? 'with the result that you give.'
        : 'though nothing does it: what it should have done, you have done elsewhere.'}`), ...previewed(preview)],
      fields: withResult ? [h('label', null, 'Result (JSON)', result)] : [],
      ready: () => !withResult || isJson(),
    }, reason => post('interventions', { action, step, operation, reason, ...(withResult ? { result: JSON.parse(result.value) } : {}) }));
  };
  const cancel = () => {
    const said = h('div', { role: 'status' }, 'Asking what it will undo…');
    let isSaid = false;
    ask(`${path}/cancel`).then(answer => list('Will be undone, in this order:', answer.body.undoes.map(next => h('span',
      { 'data-undone': next.activity ?? next.step }, place(next), next.isCertain ? '' : ' (perhaps: what is under way will tell)'))),
    problem => h('p', { class: 'error' }, problem.message)).then(what => {
      isSaid = true;
      show(said, what);
      said.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return doing('Cancel', { about: [said], ready: () => isSaid }, reason => post('cancel', { reason }));
  };
  const terminate = () => {
    const end = view.id.slice(-ID_END);
    const typed = h('input', { name: 'id', autocomplete: 'off', maxlength: ID_END });
    const stay = steps.filter(step => STAYING.includes(step.seen.stands));
    return doing('Terminate', {
      about: [h('p', { class: 'box bad' }, 'Nothing is undone, and nothing can be rewound afterwards.'), list('Will stay as it is:',
        stay.map(step => h('span', { 'data-stays': step.name }, step.name, ' ', badge(step.seen.stands))))],
      fields: [h('label', null, `The last ${ID_END} characters of the saga's id`, typed)], ready: () => typed.value === end,
    }, reason => post('terminate', { reason }));
  };

  const past = pointOfNoReturn(steps);
  const cannotCancel = !UNDER_WAY.includes(view.status) ? (view.status === 'Compensating' ? 'It is turning back already.' : null)
    : past ? `It has passed its point of no return: ${past.name} is ${past.seen.status}.` : null;
  const may = preview?.mayIntervene ?? [];
  return [
    preview && button('Rewind', rewind, preview.refusal),
    may.includes('Skip') && button('Skip', () => intervene('Skip', 'Skip', false)),
    may.includes('GiveResult') && button('Give result', () => intervene('Give result', 'GiveResult', true)),
    [...UNDER_WAY, 'Compensating'].includes(view.status) && button('Cancel', cancel, cannotCancel),
    [...UNDER_WAY, 'Compensating', 'Stuck'].includes(view.status) && button('Terminate', terminate),
  ].flat();
}
