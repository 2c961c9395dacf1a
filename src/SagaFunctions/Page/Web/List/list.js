// Sagas of a filter that stands in the address, a page at a time; opens on what is stuck, oldest first.

import { ask, caller, query } from '../api.js';
import { badge, clock, h, show, time } from '../dom.js';
import { poll } from '../poll.js';
import { bulkBar } from './bulk.js';
import { counted } from './counts.js';
import { filterForm, hrefOf } from './filter.js';

const SIZE = 50;

class List extends HTMLElement {
  connectedCallback() {
    this.selected = new Set();
    this.counts = h('section', { 'aria-label': 'Counts' });
    this.filter = h('div');
    this.state = h('p', { role: 'status' });
    this.rows = h('ol', { class: 'rows' });
    this.foot = h('nav', { class: 'row', 'aria-label': 'Pages' });
    this.append(h('h1', null, 'Sagas'), this.counts, this.filter, this.state, this.rows, this.foot);
    this.changed = () => this.polling.now();
    addEventListener('keys-changed', this.changed);
    this.turn(this.members);
    this.polling = poll(() => this.look(), { fast: 3000, slow: 30000 });
  }

  disconnectedCallback() {
    this.polling.stop();
    removeEventListener('keys-changed', this.changed);
  }

  /** @param {URLSearchParams} members */
  turn(members) {
    this.members = members;
    this.seen = null;
    this.selected.clear();
    show(this.filter, filterForm(members, this.known ?? []));
    this.polling?.now();
  }

  async look() {
    const asked = this.members;
    try {
      const filter = Object.fromEntries(['name', 'status', 'protocol', 'from', 'to', 'key'].map(name => [name, asked.get(name)]));
      const order = filter.status === 'Stuck' && !filter.key ? 'oldest' : null;
      const [me, page, counts] = await Promise.all([
        caller(),
        ask(`sagas${query({ ...filter, order, pageSize: SIZE, continuationToken: asked.get('token') })}`),
        ask('saga-counts'),
      ]);
      if (asked !== this.members) return true;
      const told = JSON.stringify([me, page.body, counts.body]);
      this.state.textContent = page.body.items.length ? '' : page.body.continuationToken ? 'None on this page.' : 'None.';
      if (told === this.seen) return false;
      this.seen = told;
      this.render(me, page.body, counts.body, order);
      return true;
    } catch (problem) {
      if (problem.status === 401) dispatchEvent(new Event('keys-needed'));
      this.state.textContent = this.seen && problem.status === 503 ? `Stale: ${problem.message}` : problem.message;
      if (problem.status !== 503) show(this.rows);
      this.seen = this.seen && problem.status === 503 ? this.seen : null;
      return false;
    }
  }

  render(me, page, counts, order) {
    const names = [...new Set(counts.map(count => count.name))];
    if (names.join() !== this.known?.join()) {
      this.known = names;
      show(this.filter, filterForm(this.members, names));
    }
    show(this.counts, counted(counts, this.members));
    this.rows.setAttribute('aria-label', order ? 'Sagas, oldest first' : 'Sagas, newest first');
    show(this.rows, page.items.map(item => this.row(me, item)));
    show(this.foot,
      this.members.get('token') && h('a', { href: hrefOf(this.members, { token: null }), 'data-key': 'first' }, 'First page'),
      page.continuationToken && h('a', { href: hrefOf(this.members, { token: page.continuationToken }), 'data-key': 'next', rel: 'next' }, 'Next page'),
      me.isOperator && this.members.get('status') === 'Stuck' && bulkBar(this.selected, this.members, page.items));
  }

  row(me, item) {
    const pick = me.isOperator && item.status === 'Stuck' && h('input', {
      type: 'checkbox', 'aria-label': `Select ${item.id}`, 'data-key': `pick ${item.id}`, checked: this.selected.has(item.id),
      change: event => this.selected[event.target.checked ? 'add' : 'delete'](item.id),
    });
    return h('li', null,
      h('div', { class: 'row' }, pick, badge(item.status),
        h('a', { href: `#/sagas/${encodeURIComponent(item.id)}`, 'data-key': item.id, class: 'name' }, item.name),
        item.step && h('span', null, 'at ', h('b', null, item.step)),
        h('span', { class: 'quiet' }, 'since ', time(item.since), ' (', clock('ago', item.since), ')')),
      item.error && h('p', { class: 'error' }, item.error),
      h('p', { class: 'quiet id' }, item.key && `${item.key} · `, item.id));
  }
}

customElements.define('saga-list', List);
