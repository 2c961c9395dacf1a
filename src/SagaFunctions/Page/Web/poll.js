// Asks again while someone looks, ever slower while nothing changes.

import { tick } from './dom.js';

/**
 * @param {() => Promise<boolean>} look whether something has changed
 * @param {{fast: number, slow: number}} pace in milliseconds
 * @returns {{now: () => void, stop: () => void}}
 */
export function poll(look, { fast, slow }) {
  let pause = fast;
  let timer = 0;
  let looking = false;
  let again = false;
  let over = false;

  async function run() {
    clearTimeout(timer);
    if (over || document.hidden) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    pause = await look() ? fast : Math.min(slow, pause * 1.5);
    looking = false;
    tick();
    if (over) return;
    if (again) {
      again = false;
      run();
    } else {
      timer = setTimeout(run, pause);
    }
  }

  const now = () => {
    pause = fast;
    run();
  };
  document.addEventListener('visibilitychange', now);
  run();
  return {
    now,
    stop() {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', now);
    },
  };
}
