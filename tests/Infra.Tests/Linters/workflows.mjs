// Prints what GitHub's own language service has against the workflow files that it is given.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';

// The package is made for bundlers: it imports JSON without saying so, which Node.js does not take.
register('data:text/javascript,' + encodeURIComponent(`
  export const load = (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);`));
const { validate } = await import('@actions/languageservice');

for (const file of process.argv.slice(2)) {
  const document = TextDocument.create(pathToFileURL(file).href, 'yaml', 1, readFileSync(file, 'utf8'));
  for (const { message, range } of await validate(document, {})) {
    console.log(`${file}:${range.start.line + 1}: ${message}`);
  }
}
