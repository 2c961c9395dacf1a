// Sums the result files of `dotnet test`, and closes with the line that counts. Fails when a test failed or none ran.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, exitCode] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".trx"));
const sum = { passed: 0, failed: 0, skipped: 0 };

for (const file of files) {
  const text = readFileSync(join(folder, file), "utf8");
  const counters = /<Counters ([^>]*)\/>/.exec(text)[1];
  const count = (name) => Number(new RegExp(`${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  sum.passed += count("passed");
  sum.failed += count("executed") - count("passed");
  sum.skipped += count("total") - count("executed");
}

const broken = Number(exitCode) !== 0 && sum.failed === 0;
if (broken) {
  console.log(`dotnet test ended with ${exitCode}, though no result file tells of a failed test.`);
}

console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 || sum.passed === 0 || broken ? 1 : 0);
