// Prints what the Kusto language service has against the queries that it is given, with the columns of a workspace's tables.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';

const tables = {
  AppMetrics: '(TimeGenerated: datetime, Name: string, Sum: real, Min: real, Max: real, ItemCount: int, Properties: dynamic)',
  AppRequests: '(TimeGenerated: datetime, Name: string, OperationName: string, ResultCode: string, Success: bool, DurationMs: real, Properties: dynamic)',
  AppTraces: '(TimeGenerated: datetime, Message: string, OperationName: string, SeverityLevel: int, Properties: dynamic)',
};

// Translated from C#: scripts for a browser, which put their names into the global object.
const require = createRequire(import.meta.url);
for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
  runInThisContext(readFileSync(require.resolve(`@kusto/language-service-next/${script}`), 'utf8'));
}

const { GlobalState, KustoCode, Symbols } = globalThis.Kusto.Language;
const symbols = Object.entries(tables).map(([name, columns]) => new Symbols.TableSymbol.$ctor7(name, columns, null));
const workspace = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', symbols));

for (const file of process.argv.slice(2)) {
  const findings = KustoCode.ParseAndAnalyze(readFileSync(file, 'utf8'), workspace).GetDiagnostics();
  for (let i = 0; i < System.Array.getCount(findings); i++) {
    console.log(`${file}: ${System.Array.getItem(findings, i).Message}`);
  }
}
