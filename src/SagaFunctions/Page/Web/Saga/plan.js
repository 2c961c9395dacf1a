// What a definition says of a saga's steps, joined with what its view tells of them.

/**
 * @typedef {{name: string, kind: string, after: string[], compensation: string|null, defined: any, seen: any,
 *   layer: number, lane: number, or: boolean}} PlannedStep
 */

/** A definition for a view whose own is gone: one step after another. */
export const inLine = view => ({ steps: view.steps.map((step, i) => ({ name: step.name, kind: 'Compensable', after: i ? [view.steps[i - 1].name] : [],
  compensation: null })) });

/** @param {any} definition @param {any} view @returns {PlannedStep[]} in the definition's order */
export function planOf(definition, view) {
  const defined = definition?.steps?.length ? definition : inLine(view);
  const byName = new Map(view.steps.map(step => [step.name, step]));
  const steps = defined.steps.map((step, i) => ({
    name: step.name, kind: step.kind, after: step.after ?? [], compensation: compensationOf(step),
    defined: step, seen: byName.get(step.name) ?? (view.steps.length === defined.steps.length ? view.steps[i] : null) ?? { name: step.name,
      status: 'Pending', attempts: 0 },
    layer: 0, lane: 0, or: !!defined.choices?.some(choice => choice.paths.slice(1).some(path => path[0] === step.name)),
  }));
  layered(steps);
  return steps;
}

// A call to a participant has no name of its own: there the protocol's word says more.
const compensationOf = ({ activity, compensation, compensationOperation }) =>
  (compensation && activity === compensation ? compensationOperation : null) ?? compensation ?? null;

// A step stands one layer below the last that it waits for: the longest path to it.
function layered(steps) {
  const byName = new Map(steps.map(step => [step.name, step]));
  const known = new Map();
  const layerOf = step => {
    if (!known.has(step.name)) {
      known.set(step.name, 0);
      known.set(step.name, Math.max(0, ...step.after.map(name => byName.has(name) ? layerOf(byName.get(name)) + 1 : 0)));
    }
    return known.get(step.name);
  };
  const lanes = new Map();
  for (const step of steps) {
    step.layer = layerOf(step);
    step.lane = lanes.get(step.layer) ?? 0;
    lanes.set(step.layer, step.lane + 1);
  }
}

const BACKWARD = ['Compensation', 'Cancel', 'Abort'];
const GONE_BACK = ['Compensating', 'Compensated'];

/** Where a step's action stands, and its compensation. @param {PlannedStep} step */
export function pathsOf({ seen, compensation }) {
  const isBack = GONE_BACK.includes(seen.status) || (seen.status === 'Stuck' && BACKWARD.includes(seen.operation));
  const last = (seen.tries ?? []).filter(one => !BACKWARD.includes(one.operation)).at(-1)?.result;
  return { forward: isBack ? last ?? (seen.stands === 'Stands' ? 'Succeeded' : 'Unknown') : seen.status,
    backward: compensation ? (isBack ? seen.status : 'Pending') : null };
}

/** Whether nothing can be undone any more: the step that says so. @param {PlannedStep[]} steps */
export const pointOfNoReturn = steps => steps.find(({ kind, seen }) =>
  (kind === 'Pivot' && seen.status === 'Succeeded') || (kind === 'Retriable' && !['Pending', 'Skipped'].includes(seen.status)));

/** Effects that may be there. */
export const STAYING = ['Stands', 'Unknown'];
