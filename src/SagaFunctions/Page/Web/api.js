// The app's API, asked with the keys that this tab was given. They stand in session storage and go in headers, nowhere else.

const KEYS = { 'x-functions-key': 'functionKey', 'x-operator-key': 'operatorKey' };

/** An answer that is no success, in the app's own words. */
export class Problem extends Error {
  /** @param {number} status @param {{title?: string, detail?: string}} details */
  constructor(status, details) {
    super(details.detail ?? details.title ?? `The app answered ${status}.`);
    this.status = status;
  }
}

/** @param {string} header */
export const hasKey = header => sessionStorage.getItem(KEYS[header]) !== null;

/** @param {string} header @param {string|null} key null: forget it */
export function keepKey(header, key) {
  if (key) sessionStorage.setItem(KEYS[header], key);
  else sessionStorage.removeItem(KEYS[header]);
}

/**
 * @param {string} path relative to /api/
 * @param {{method?: string, body?: unknown, tag?: string|null}} [asked]
 * @returns {Promise<{status: number, body: any, tag: string|null, location: string|null}>}
 */
export async function ask(path, { method = 'GET', body, tag } = {}) {
  const headers = new Headers();
  for (const [header, kept] of Object.entries(KEYS)) {
    const key = sessionStorage.getItem(kept);
    if (key) headers.set(header, key);
  }
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (tag) headers.set('If-None-Match', tag);
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store', credentials: 'same-origin' });
  } catch {
    throw new Problem(503, { detail: 'The app does not answer.' });
  }
  const text = await answer.text();
  const read = text && /json/.test(answer.headers.get('Content-Type') ?? '') ? JSON.parse(text) : null;
  if (!answer.ok && answer.status !== 304) {
    throw new Problem(answer.status, read ?? (answer.status === 401 ? { detail: 'The app asks for a function key.' } : {}));
  }
  return { status: answer.status, body: read, tag: answer.headers.get('ETag'), location: answer.headers.get('Location') };
}

/** Null when there is no such thing. @param {string} path */
export const find = path => ask(path).then(answer => answer.body, problem => {
  if (problem.status === 404) return null;
  throw problem;
});

/** @param {string} id */
export const sagaPath = id => `sagas/${encodeURIComponent(id)}`;

/** @param {Record<string, string|number|null|undefined>} members */
export function query(members) {
  const given = Object.entries(members).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
}

let me = null;

/** Who the caller is to the app; asked once a key. */
export const caller = () => me ??= find('me').then(known => known ?? { name: null, isOperator: false }, problem => {
  me = null;
  throw problem;
});

export const forgetCaller = () => { me = null; };
