// Fills the table SagaIndex of the Azurite that imports this when the table is created, from a file of its rows in the
// form in which Azurite's store keeps them, one a line, and sorts its two indexes once. Through its API Azurite sorts
// each row in as it comes and moves half of all others for it: a million sagas would take hours.
import { closeSync, openSync, readSync } from 'node:fs';
import Module from 'node:module';

const file = process.env.FILL_FROM;

function* lines() {
  const handle = openSync(file);
  const buffer = Buffer.alloc(1 << 20);
  let rest = '';
  for (let read; (read = readSync(handle, buffer)) > 0; ) {
    const parts = (rest + buffer.latin1Slice(0, read)).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  closeSync(handle);
}

const load = Module._load;
Module._load = function (name, ...others) {
  const loaded = load.call(this, name, ...others);
  if (name === 'lokijs' && !loaded.prototype.fills) {
    loaded.prototype.fills = true;
    const add = loaded.prototype.addCollection;
    loaded.prototype.addCollection = function (table, options) {
      if (!/\$sagaindex$/i.test(table)) return add.call(this, table, options);
      const rows = add.call(this, table, { ...options, indices: [] });
      for (const line of lines()) rows.insert(JSON.parse(line));
      for (const key of options.indices) rows.ensureIndex(key);
      return rows;
    };
  }
  return loaded;
};
