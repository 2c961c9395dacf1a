// One saga: where it stands, what stands of it, and what an operator may do.

import { ask, caller, find, query, sagaPath } from '../api.js';
import { badge, clock, h, show, time } from '../dom.js';
import { poll } from '../poll.js';
import { actionsOf } from './actions.js';
import { approvals } from './approvals.js';
import { graph } from './graph.js';
import { planOf } from './plan.js';
import { ofProtocol } from './protocol.js';
import { standing, table } from './steps.js';
import { timeline } from './timeline.js';

const UNDER_WAY = ['Pending', 'Running', 'Compensating'];

class Detail extends HTMLElement {
  /** The saga's id. @type {string} */
  saga;

  /** @type {URLSearchParams} */
  members;

  /** Its graph, once it is known. @type {any} */
  definition;

  connectedCallback() {
    this.head = h('section', { 'aria-label': 'Saga' });
    this.read = h('div', { class: 'row' });
    this.state = h('p', { role: 'status' });
    this.told = h('p', { role: 'status', class: 'followed' });
    this.acts = h('section', { class: 'row', 'aria-label': 'Actions' });
    this.body = h('div');
    this.append(this.head, this.read, this.state, this.acts, this.told, this.body);
    this.minimum = 0;
    this.strong = this.members.get('consistency') === 'strong';
    this.changed = () => {
      this.shown = null;
      this.polling.now();
    };
    addEventListener('keys-changed', this.changed);
    this.polling = poll(() => this.look(), { fast: 1000, slow: 15000 });
  }

  disconnectedCallback() {
    this.polling.stop();
    removeEventListener('keys-changed', this.changed);
  }

  /** @param {URLSearchParams} members */
  turn(members) {
    this.strong = members.get('consistency') === 'strong';
    this.tag = null;
    this.polling.now();
  }

  async look() {
    const path = sagaPath(this.saga);
    const consistency = this.strong ? 'strong' : this.session ? 'session' : 'eventual';
    try {
      const me = await caller();
      const answer = await ask(path + query({ consistency, minSequence: consistency === 'session' ? this.minimum : null }),
        { tag: this.shown && !this.preview?.refusal ? this.tag : null });
      if (answer.status === 304) {
        this.fresh();
        return false;
      }
      const view = answer.body;
      // A view that is behind what was seen is not shown; what the task hub says is.
      if (!this.strong && view.sequence < this.minimum) return false;
      this.minimum = Math.max(this.minimum, view.sequence);
      this.tag = answer.tag;
      this.definition ??= await find(`${path}/definition`) ?? undefined;
      this.me = me;
      this.steps = planOf(this.definition, view);
      this.preview = me.isOperator && view.status === 'Stuck' ? await this.previewOf(path) : null;
      const hasChanged = !this.shown || view.sequence !== this.shown.sequence || view.status !== this.shown.status;
      this.shown = view;
      this.render(view);
      this.fresh();
      this.followed(view);
      return hasChanged || UNDER_WAY.includes(view.status) && Boolean(this.following);
    } catch (problem) {
      if (problem.status === 401) dispatchEvent(new Event('keys-needed'));
      this.state.className = 'error';
      this.state.textContent = this.shown ? `Stale, as of ${this.shown.asOf}: ${problem.message}` : problem.message;
      return false;
    }
  }

  // A saga is shown as stuck a moment before its instance can be rewound: until then, and while the task hub is away, the button says why.
  previewOf(path) {
    return ask(`${path}/rewind`).then(answer => answer.body, problem => ({ refusal: problem.message }));
  }

  fresh() {
    this.state.className = 'quiet';
    this.state.textContent = '';
    const { consistency, asOf, sequence } = this.shown;
    show(this.read, h('span', { class: 'quiet', 'data-sequence': sequence }, `Read ${consistency}, as of `, time(asOf), `, sequence ${sequence}.`),
      h('label', { class: 'line' }, h('input', {
        type: 'checkbox', checked: this.strong, 'data-key': 'strong',
        change: event => { location.hash = `#/sagas/${encodeURIComponent(this.saga)}${event.target.checked ? '?consistency=strong' : ''}`; },
      }), 'strong: ask the task hub'));
  }

  render(view) {
    const stuck = view.stuck;
    show(this.head,
      h('h1', null, view.name, ' ', badge(view.status)),
      h('p', { class: 'id quiet' }, `${view.id} · ${view.protocol}, version ${view.version}`, view.rewinds > 0 && ` · rewound ${view.rewinds} times`),
      view.parent && h('p', null, 'A part of ', h('a', { href: `#/sagas/${encodeURIComponent(view.parent)}`, 'data-key': 'parent' }, view.parent)),
      stuck && h('div', { class: 'box bad' }, h('p', null, 'Stuck at ', h('b', null, stuck.step ?? 'a place that no attempt has told of'),
        stuck.attempt && `: ${stuck.operation} ${stuck.activity}, attempt ${stuck.attempt}`, ', since ', time(stuck.since), ' (', clock('ago', stuck.since),
        ')'),
        stuck.saga !== view.id && h('p', null, 'in ', h('a', { href: `#/sagas/${encodeURIComponent(stuck.saga)}`, 'data-key': 'stuck' }, stuck.saga)),
          h('p', { class: 'error' }, stuck.error)),
      !stuck && view.error && h('div', { class: 'box bad' }, h('p', { class: 'error' }, view.error)),
      view.outcome && h('p', null, `Outcome: ${view.outcome.status}`, view.outcome.step && ` at ${view.outcome.step}`,
        view.outcome.reason && `: ${view.outcome.reason}`),
      (view.outcome?.interventions ?? []).map(one => h('p', { class: 'box' },
        `◆ ${one.action} of ${one.step} (${one.operation}) by ${one.by ?? 'an operator'} at `, time(one.at), `: ${one.reason}`)));
    const follow = (word, answer) => this.follow(word, answer);
    show(this.acts, this.me.isOperator ? actionsOf({ view, steps: this.steps, preview: this.preview, follow }) : []);
    show(this.body, approvals(view, this.me, follow),
      h('h2', null, 'What stands now'), standing(this.steps),
      ofProtocol(view, this.steps),
      h('div', { class: 'beside' }, h('section', null, h('h2', null, 'Graph'), graph(this.steps)), h('section', null, h('h2', null, 'Timeline'),
        timeline(view))),
      h('h2', null, 'Steps'), table(this.steps),
      h('h2', null, 'Request'), h('details', { 'data-key': 'request' }, h('summary', null, 'Show'), h('pre', null, JSON.stringify(view.request, null, 2))));
  }

  /** Follows an action to its end: asked, accepted, seen. */
  follow(word, answer) {
    this.following = { word, from: this.shown };
    this.session = true;
    // Of a part it is the whole that was rewound, which counts for itself.
    if (!answer.root || answer.root === this.saga) this.minimum = Math.max(this.minimum, answer.sequence ?? 0);
    this.tag = null;
    this.told.textContent = `${word}: asked, accepted; not seen yet.`;
    this.polling.now();
  }

  followed(view) {
    if (!this.following) return;
    const { word, from } = this.following;
    const isSeen = view.sequence > from.sequence || view.status !== from.status || (view.rewinds ?? 0) > (from.rewinds ?? 0);
    if (!isSeen) return;
    const isOver = !UNDER_WAY.includes(view.status);
    const standing = view.status === 'Stuck' && from.status === 'Stuck' ? 'Stuck again' : view.status;
    this.told.textContent = `${word}: asked, accepted, seen: ${standing}${isOver ? '.' : ', under way.'}`;
    if (isOver) {
      this.following = null;
      this.session = false;
    }
  }
}

customElements.define('saga-detail', Detail);
