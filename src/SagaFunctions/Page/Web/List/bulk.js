// Rewinds many sagas at once, and shows what became of each.

import { ask } from '../api.js';
import { h, show, time } from '../dom.js';
import { poll } from '../poll.js';
import { askFirst } from '../Saga/dialog.js';

/** @param {Set<string>} selected @param {URLSearchParams} members @param {any[]} items */
export function bulkBar(selected, members, items) {
  const filter = Object.fromEntries(['name', 'status', 'from', 'to'].map(name => [name, members.get(name)]).filter(([, value]) => value));
  const begin = async (title, about, what) => {
    const answer = await askFirst({
      title, act: 'Rewind', about: [h('p', null, about)],
      send: reason => ask('rewinds', { method: 'POST', body: { ...what, reason } }),
    });
    if (answer?.location) location.hash = `#/rewinds/${answer.location.split('/').pop()}`;
  };
  const ofSelection = () => selected.size && begin(`Rewind ${selected.size} selected sagas`, [...selected].join(', '), { ids: [...selected] });
  const ofFilter = () => begin('Rewind all sagas of this filter', Object.entries(filter).map(([name, value]) => `${name}: ${value}`).join(', '), { filter });
  return items.length > 0 && h('div', { class: 'row' },
    h('button', { type: 'button', click: ofSelection, 'data-key': 'bulk' }, 'Rewind the selected…'),
    !members.get('key') && !members.get('protocol') && h('button', { type: 'button', click: ofFilter, 'data-key': 'bulk all' },
      'Rewind all of this filter…'));
}

class Run extends HTMLElement {
  /** The run's id. @type {string} */
  saga;

  connectedCallback() {
    this.body = h('div');
    this.append(h('h1', null, 'Rewinds'), this.body);
    this.polling = poll(() => this.look(), { fast: 1000, slow: 10000 });
  }

  disconnectedCallback() {
    this.polling.stop();
  }

  turn() {}

  async look() {
    try {
      const { body: run } = await ask(`rewinds/${encodeURIComponent(this.saga)}`);
      const told = JSON.stringify(run);
      if (told === this.seen) return false;
      this.seen = told;
      this.render(run);
      return true;
    } catch (problem) {
      show(this.body, h('p', { class: 'error', role: 'status' }, problem.message));
      return false;
    }
  }

  render(run) {
    const cancel = () => ask(`rewinds/${encodeURIComponent(this.saga)}/cancel`, { method: 'POST' }).then(() => this.polling.now(),
      problem => this.body.append(problem.message));
    show(this.body,
      h('p', { role: 'status' }, `${run.status}: ${run.done} of ${run.total}. By ${run.by ?? 'an operator'}, `, time(run.startedAt), `: ${run.reason}`),
      h('progress', { max: run.total || 1, value: run.done, 'aria-label': 'Progress' }),
      run.status === 'Running' && h('button', { type: 'button', click: cancel, 'data-key': 'cancel' }, 'Cancel the rest'),
      h('ol', null, (run.results ?? []).map(result => h('li', null,
        h('a', { href: `#/sagas/${encodeURIComponent(result.saga)}`, 'data-key': result.saga }, result.saga), `: ${result.result}`,
        result.detail && h('span', { class: 'quiet' }, ` ${result.detail}`)))));
  }
}

customElements.define('rewind-run', Run);
