// Who is asked what, and until when; an operator may answer here.

import { ask } from '../api.js';
import { clock, h, time } from '../dom.js';
import { askFirst } from './dialog.js';

/** @param {any} view @param {any} me @param {(word: string, answer: any) => void} follow */
export function approvals(view, me, follow) {
  return view.steps.filter(step => step.waitsFor).map(step => {
    const answer = async (act, approved) => {
      const sent = await askFirst({
        title: `${act} ${step.name} of saga ${view.name}, ${view.id}`, act,
        about: [h('p', null, approved ? 'The saga goes on.' : 'The saga turns back, and undoes what it did.')],
        send: reason => ask(`sagas/${encodeURIComponent(view.id)}/events/${encodeURIComponent(step.waitsFor)}`, { method: 'POST',
          body: { approved, by: me.name ?? 'operator', comment: reason } }),
      });
      if (sent) follow(act, {});
    };
    return h('div', { class: 'box warn' }, h('p', null, h('b', null, step.waitsFor), ' waits for a person until ', time(step.until), ': ', clock('left',
      step.until)),
      me.isOperator && h('div', { class: 'row' },
        h('button', { type: 'button', click: () => answer('Approve', true), 'data-key': `approve ${step.name}` }, 'Approve…'),
        h('button', { type: 'button', click: () => answer('Refuse', false), 'data-key': `refuse ${step.name}` }, 'Refuse…')));
  });
}
