// The definition's graph: a layer below the other, branches side by side; beside each step the way back.

import { markOf, scroller, svg } from '../dom.js';
import { pathsOf } from './plan.js';

const [BOX, BACK, HIGH, GAP_X, GAP_Y, PAD] = [170, 150, 44, 26, 34, 14];
const LANE = BOX + BACK + GAP_X + 20;

const WAY_BACK = BOX + 20 + BACK / 2;

// From the foot of a box to the head of one below.
const edge = (kind, x1, y1, x2, y2) =>
  svg('path', { class: kind, d: `M${x1} ${y1}C${x1} ${y1 + GAP_Y / 2} ${x2} ${y2 - GAP_Y / 2} ${x2} ${y2}` });

const cut = (text, most) => text.length > most ? `${text.slice(0, most - 1)}…` : text;

function box(x, y, width, name, status, isReached) {
  return svg('g', { class: `is-${status}${isReached ? '' : ' unreached'}`, 'data-step': name, 'data-status': status },
    svg('title', null, `${name}: ${status}`),
    svg('rect', { x, y, width, height: HIGH, rx: 6 }),
    svg('text', { x: x + 8, y: y + 18 }, cut(name, Math.floor(width / 7.4))),
    svg('text', { x: x + 8, y: y + 35 }, cut(`${markOf(status)} ${status}`, Math.floor(width / 7.4))));
}

/** @param {import('./plan.js').PlannedStep[]} steps */
export function graph(steps) {
  const at = step => ({ x: PAD + step.lane * LANE, y: PAD + step.layer * (HIGH + GAP_Y) });
  const byName = new Map(steps.map(step => [step.name, step]));
  const layers = Math.max(...steps.map(step => step.layer)) + 1;
  const width = PAD * 2 + (Math.max(...steps.map(step => step.lane)) + 1) * LANE;
  const height = PAD + layers * (HIGH + GAP_Y);
  const [edges, boxes] = [[], []];
  for (const step of steps) {
    const { x, y } = at(step);
    const { forward, backward } = pathsOf(step);
    boxes.push(box(x, y, BOX, step.name, forward, !['Pending', 'Skipped'].includes(forward)));
    if (step.or) boxes.push(svg('text', { x: x + 8, y: y - 4 }, 'or else'));
    if (backward) {
      boxes.push(box(x + BOX + 20, y, BACK, step.compensation ?? 'undo', backward, backward !== 'Pending'));
      edges.push(svg('path', { class: 'edge back', d: `M${x + BOX} ${y + HIGH / 2}h20` }));
    }
    for (const before of step.after.map(name => byName.get(name)).filter(Boolean)) {
      const from = at(before);
      edges.push(edge('edge', from.x + BOX / 2, from.y + HIGH, x + BOX / 2, y));
      if (backward && before.compensation) {
        edges.push(edge('edge back', from.x + WAY_BACK, from.y + HIGH, x + WAY_BACK, y));
      }
    }
  }
  return scroller('Graph of the steps', svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img',
    'aria-label': 'Graph of the steps; the table below says the same' },
    ...edges, ...boxes, ...pivot(steps, width)));
}

// Below it nothing is undone.
function pivot(steps, width) {
  const pivots = steps.filter(step => step.kind === 'Pivot').map(step => step.layer);
  const after = steps.filter(step => step.kind === 'Retriable').map(step => step.layer);
  if (!pivots.length && !after.length) return [];
  const layer = pivots.length ? Math.max(...pivots) : Math.min(...after) - 1;
  const y = PAD + (layer + 1) * (HIGH + GAP_Y) - GAP_Y / 2;
  return [svg('line', { class: 'pivot', x1: 0, x2: width, y1: y, y2: y }), svg('text', { class: 'pivot-word', x: BOX + 24, y: y - 4 }, 'point of no return')];
}
