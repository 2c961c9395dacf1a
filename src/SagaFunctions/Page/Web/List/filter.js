// The filter of a list and its address are one thing: a change of either is the other's.

import { h } from '../dom.js';

const STATUSES = ['Pending', 'Running', 'Compensating', 'Completed', 'Compensated', 'Stuck', 'Failed', 'Terminated'];
const PROTOCOLS = ['saga', 'tcc', '2pc'];

/** @param {URLSearchParams} members @param {Record<string, string|null>} changes null: without it */
export function hrefOf(members, changes) {
  const next = new URLSearchParams(members);
  if (!('token' in changes)) next.delete('token');
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return `#/?${next}`;
}

function choice(name, label, values, chosen) {
  const offered = chosen && !values.includes(chosen) ? [...values, chosen] : values;
  return h('label', null, label, h('select', { name, 'data-key': name }, h('option', { value: '' }, 'any'),
    offered.map(value => h('option', { value, selected: value === chosen }, value))));
}

function moment(name, label, members) {
  const given = members.get(name);
  const at = given ? new Date(given) : null;
  const local = at && !Number.isNaN(+at) ? new Date(+at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19) : '';
  return h('label', null, label, h('input', { type: 'datetime-local', step: 1, name, value: local, 'data-key': name }));
}

/** @param {URLSearchParams} members @param {string[]} names */
export function filterForm(members, names) {
  const changed = event => {
    const { name, value, type } = event.target;
    location.hash = hrefOf(members, { [name]: type === 'datetime-local' && value ? new Date(value).toISOString() : value });
  };
  return h('form', { class: 'row', 'aria-label': 'Filter', change: changed, submit: event => event.preventDefault() },
    h('label', null, 'Name', h('input', { name: 'name', value: members.get('name') ?? '', list: 'names', 'data-key': 'name', autocomplete: 'off' })),
    h('datalist', { id: 'names' }, names.map(name => h('option', { value: name }))),
    h('label', null, 'Business key', h('input', { name: 'key', value: members.get('key') ?? '', 'data-key': 'key', autocomplete: 'off' })),
    choice('status', 'Status', STATUSES, members.get('status')),
    choice('protocol', 'Protocol', PROTOCOLS, members.get('protocol')),
    moment('from', 'Created from', members),
    moment('to', 'to', members));
}
