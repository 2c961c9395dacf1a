// Which part of the page is shown stands behind the # of its address: Back, reload and a shared link find it.

import { h } from './dom.js';
import './head.js';
import './List/list.js';
import './List/bulk.js';
import './Saga/detail.js';

const main = /** @type {HTMLElement} */ (document.getElementById('main'));

function route() {
  if (!location.hash.startsWith('#/')) history.replaceState(null, '', '#/?status=Stuck');
  const [path, members] = location.hash.slice(2).split('?');
  const [kind, id] = path.split('/').map(decodeURIComponent);
  const tag = kind === 'sagas' ? 'saga-detail' : kind === 'rewinds' ? 'rewind-run' : 'saga-list';
  const shown = /** @type {any} */ (main.firstElementChild);
  if (shown?.localName === tag && shown.saga === id) {
    shown.turn(new URLSearchParams(members));
    return;
  }
  const next = h(tag);
  next.saga = id;
  next.members = new URLSearchParams(members);
  main.replaceChildren(next);
  if (shown) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

addEventListener('hashchange', route);
document.querySelector('.skip')?.addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
route();
