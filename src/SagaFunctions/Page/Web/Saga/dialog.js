// Asks before anything is done: names the saga, demands a reason, and begins at the button that does no harm.

import { h, show } from '../dom.js';

const LONGEST_REASON = 1000;
let count = 0;

/**
 * @param {{title: string, act: string, about?: any[], fields?: any[], ready?: () => boolean, send: (reason: string) => Promise<any>}} asked
 * @returns {Promise<any>} what was sent answered; null when nothing was
 */
export function askFirst({ title, act, about = [], fields = [], ready = () => true, send }) {
  const id = `dialog-${++count}`;
  const back = /** @type {HTMLElement|null} */ (document.activeElement);
  const reason = h('textarea', { rows: 3, maxlength: LONGEST_REASON, required: true, name: 'reason' });
  const refused = h('div', { role: 'alert' });
  const harmless = h('button', { type: 'button', autofocus: true, click: () => dialog.close() }, 'Do nothing');
  const harmful = h('button', { type: 'submit', class: 'act', disabled: true }, act);
  const check = () => { harmful.disabled = !reason.value.trim() || !ready(); };
  const form = h('form', { input: check, change: check },
    h('h2', { id }, title), ...about, ...fields, h('label', null, 'Reason (kept with the saga)', reason), refused, h('div', { class: 'row' }, harmless,
      harmful));
  const dialog = h('dialog', { 'aria-labelledby': id }, form);
  return new Promise(settle => {
    let answer = null;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      if (!reason.value.trim() || !ready()) return;
      harmful.disabled = true;
      try {
        answer = await send(reason.value.trim()) ?? {};
        dialog.close();
      } catch (problem) {
        show(refused, h('p', { class: 'error' }, problem.message));
        harmless.focus();
        check();
      }
    });
    const leave = () => dialog.close();
    addEventListener('hashchange', leave);
    dialog.addEventListener('close', () => {
      removeEventListener('hashchange', leave);
      dialog.remove();
      settle(answer);
      const again = back?.isConnected ? back : document.querySelector(`[data-key="${CSS.escape(back?.dataset.key ?? '')}"]`) ?? document.getElementById('main');
      /** @type {HTMLElement} */ (again).focus({ preventScroll: true });
    });
    document.body.append(dialog);
    dialog.showModal();
    harmless.focus();
  });
}
