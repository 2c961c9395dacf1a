// A participant in another language: Node.js, standard library only. It keeps accounts, in memory, and takes part safely:
// a duplicate gets the stored answer, and a call that comes after its own compensation does nothing.
//
//   PUT  /accounts/{id}           {"balance": 100}            (for the test)
//   GET  /accounts/{id}
//   POST /accounts/{id}/withdraw  {"amount": 10}              -> {"withdrawalId": "..."}   409 when there is too little
//   POST /accounts/{id}/withdraw/undo  {"amount": 10}
//   POST /accounts/{id}/deposit   {"amount": 10}              and /deposit/undo
//   The same two paths serve TCC and two-phase commit: the header Saga-Operation says which phase is meant (phases.mjs).
//   POST /resolve                 {"app": "http://..."}        asks for the decision of all that is prepared
//   PUT  /misbehave               {"withdraw": ["down", "500", "pending", "drop", "garbage", "slow"]}: the next calls, one each; "withdraw/Commit" is that phase
import http from "node:http";
import * as phases from "./phases.mjs";

const { accounts, change } = phases;
const phaseNames = ["Try", "Confirm", "Cancel", "Prepare", "Commit", "Abort"];
const answers = new Map(); // idempotency key -> {status, body}
const undone = new Set(); // saga + step of compensations that came, also before their action
let misbehaviour = {};

// Amounts are whole cents: no binary fraction can stand for a cent.
function act(account, operation, cents) {
  if (operation === "withdraw" && (accounts.get(account) ?? 0) < cents) {
    return { status: 409, body: { title: `account ${account} has too little` } };
  }

  change(account, operation === "withdraw" ? -cents : cents);
  return { status: 200, body: { id: `${operation}-${account}-${answers.size + 1}` } };
}

function undo(account, operation, cents, actionKey) {
  // The action never came, or was refused: nothing to give back.
  if (answers.get(actionKey)?.status === 200) {
    change(account, operation === "withdraw" ? cents : -cents);
  }

  return { status: 200, body: {} };
}

function take(account, operation, isUndo, cents, headers) {
  const key = headers["idempotency-key"];
  const step = `${headers["saga-id"]}/${headers["saga-step"]}`;
  if (answers.has(key)) {
    return answers.get(key);
  }

  if (!isUndo && undone.has(step)) {
    return { status: 409, body: { title: "undone already" } };
  }

  const said = headers["saga-operation"];
  const answer = phaseNames.includes(said)
    ? phases.act(said, step, account, operation, cents, headers)
    : isUndo
      ? undo(account, operation, cents, key.replace(/\/compensation$/, ""))
      : act(account, operation, cents);
  if (isUndo) {
    undone.add(step);
  }

  // A refusal is kept, too: the same question gets the same answer. Not that of a last phase, which must work in the end.
  if (answer.status === 200 || !["Confirm", "Commit"].includes(said)) {
    answers.set(key, answer);
  }

  return answer;
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    const [, first, account, operation, last] = request.url.split("/");
    if (first === "misbehave") {
      misbehaviour = body;
      return send(response, 200, {});
    }

    if (first === "resolve") {
      return phases.resolve(body.app).then(
        (decisions) => send(response, 200, decisions),
        (error) => send(response, 502, { title: error.message }),
      );
    }

    if (operation === undefined) {
      if (request.method === "PUT") {
        accounts.set(account, body.balance);
      }

      return accounts.has(account) ? send(response, 200, { id: account, balance: accounts.get(account), held: phases.heldOn(account).length }) : send(response, 404, {});
    }

    const said = request.headers["saga-operation"];
    const isUndo = last === "undo" || ["Cancel", "Abort"].includes(said);
    const trouble = misbehaviour[phaseNames.includes(said) ? `${operation}/${said}` : isUndo ? `${operation}/undo` : operation]?.shift();
    if (trouble === "down") {
      return request.socket.destroy();
    }

    if (trouble === "500") {
      return send(response, 500, { title: "out of order" });
    }

    if (trouble === "pending") {
      return send(response, 202, {}, { "retry-after": "0" });
    }

    const answer = take(account, operation, isUndo, body.amount, request.headers);
    if (trouble === "drop") {
      return request.socket.destroy();
    }

    if (trouble === "slow") {
      return setTimeout(() => send(response, answer.status, answer.body), 3000);
    }

    return trouble === "garbage" ? send(response, 200, "<html>oops") : send(response, answer.status, answer.body);
  });
});

server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${server.address().port}/`));
