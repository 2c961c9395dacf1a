// How many sagas there are, by name and status; each number is a filter.

import { badge, h } from '../dom.js';
import { hrefOf } from './filter.js';

/** @param {{name: string, status: string, count: number}[]} counts of every version @param {URLSearchParams} members */
export function counted(counts, members) {
  const byName = new Map();
  for (const { name, status, count } of counts) {
    const ofName = byName.get(name) ?? byName.set(name, new Map()).get(name);
    ofName.set(status, (ofName.get(status) ?? 0) + count);
  }
  return h('ul', { class: 'counts' }, [...byName].map(([name, statuses]) => h('li', null, h('b', null, name), ' ',
    [...statuses].filter(([, count]) => count > 0).map(([status, count]) => h('a', {
      href: hrefOf(members, { name, status }), 'data-key': `${name} ${status}`, 'aria-label': `${name}, ${status}: ${count}`,
      'aria-current': members.get('name') === name && members.get('status') === status && 'true',
    }, badge(status), ` ${count}`)))));
}
