// What the two protocols of two phases ask of an account. A try holds cents until they are confirmed or cancelled, or until
// its time is up; prepare locks the whole account until the decision is told, or has been asked for.
export const accounts = new Map();
const holds = new Map(); // saga + step -> {saga, account, operation, cents, state: "held" | "done" | "released", until, decision}

const refused = (title) => ({ status: 409, body: { title } });
const abort = (reason) => ({ status: 200, body: { vote: "Abort", reason } });

export function change(account, cents) {
  accounts.set(account, (accounts.get(account) ?? 0) + cents);
}

export const heldOn = (account) => [...holds.values()].filter((hold) => hold.account === account && hold.state === "held");

const sumOf = (list) => list.filter((hold) => hold.operation === "withdraw").reduce((sum, hold) => sum + hold.cents, 0);

export function act(said, step, account, operation, cents, headers) {
  switch (said) {
    case "Try":
      return hold(step, account, operation, cents, headers, refused, {});
    case "Prepare":
      if (cents === 0) {
        return { status: 200, body: { vote: "ReadOnly" } };
      }

      return heldOn(account).length > 0 ? abort(`account ${account} is locked`) : hold(step, account, operation, cents, headers, abort, { vote: "Commit" });
    case "Confirm":
    case "Commit":
      return finish(holds.get(step));
    default:
      // Its first phase never came, or held nothing.
      release(holds.get(step));
      return { status: 200, body: {} };
  }
}

function hold(step, account, operation, cents, headers, no, yes) {
  if (operation === "withdraw" && (accounts.get(account) ?? 0) - sumOf(heldOn(account)) < cents) {
    return no(`account ${account} has too little`);
  }

  const until = headers["saga-reserved-until"];
  holds.set(step, { saga: headers["saga-id"], account, operation, cents, state: "held", until: until && Date.parse(until), decision: headers["saga-decision"] });
  return { status: 200, body: { id: `hold-${holds.size}`, ...yes } };
}

function finish(hold) {
  if (hold?.state === "held" && hold.until < Date.now()) {
    release(hold);
  }

  if (hold?.state === "held") {
    change(hold.account, hold.operation === "withdraw" ? -hold.cents : hold.cents);
    hold.state = "done";
  }

  return hold?.state === "done" ? { status: 200, body: {} } : refused("nothing is held");
}

function release(hold) {
  if (hold?.state === "held") {
    hold.state = "released";
  }
}

// Whoever prepared and never heard again asks the coordinator; while it is undecided, the lock stays.
export async function resolve(app) {
  const decisions = {};
  for (const hold of [...holds.values()].filter((held) => held.state === "held" && held.decision)) {
    const answer = await fetch(new URL(hold.decision, app));
    const { decision } = await answer.json();
    decisions[hold.saga] = decision;
    if (decision === "Commit") {
      finish(hold);
    } else if (decision === "Abort") {
      release(hold);
    }
  }

  return decisions;
}
