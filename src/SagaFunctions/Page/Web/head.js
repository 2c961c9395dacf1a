// Who looks at the page: the keys of this tab, and what the app makes of them.

import { caller, forgetCaller, hasKey, keepKey } from './api.js';
import { h, show } from './dom.js';

const FIELDS = [['x-functions-key', 'Function key'], ['x-operator-key', 'Operator key']];

class Head extends HTMLElement {
  connectedCallback() {
    this.who = h('span', { role: 'status' });
    this.fields = h('div', { class: 'row' });
    this.keys = h('details', null, h('summary', null, 'Keys'), h('form', { submit: event => this.keep(event) }, this.fields));
    this.append(h('header', null, h('a', { href: '#/?status=Stuck', class: 'home' }, 'Sagas'), this.who, this.keys));
    addEventListener('keys-needed', () => { this.keys.open = true; });
    this.tell();
  }

  async tell() {
    show(this.fields,
      ...FIELDS.map(([header, label]) => h('label', null, `${label}${hasKey(header) ? ' (kept for this tab)' : ''}`,
        h('input', { type: 'password', name: header, autocomplete: 'off', spellcheck: 'false' }))),
      h('button', { type: 'submit' }, 'Use'), h('button', { type: 'button', click: () => this.forget() }, 'Forget'));
    try {
      const me = await caller();
      this.who.textContent = `${me.name ? `${me.name}, ` : ''}${me.isOperator ? 'operator' : 'reader: only operators may act'}`;
    } catch (problem) {
      this.who.textContent = problem.message;
      this.keys.open = problem.status === 401 || this.keys.open;
    }
  }

  keep(event) {
    event.preventDefault();
    for (const input of this.querySelectorAll('input')) {
      if (input.value) keepKey(input.name, input.value.trim());
      input.value = '';
    }
    this.keys.open = false;
    this.changed();
  }

  forget() {
    FIELDS.forEach(([header]) => keepKey(header, null));
    this.changed();
  }

  changed() {
    forgetCaller();
    this.tell();
    dispatchEvent(new Event('keys-changed'));
  }
}

customElements.define('saga-head', Head);
