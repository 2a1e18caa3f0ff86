/**
 * Intervals over draws of the assumptions, free of Monte Carlo noise.
 *
 * Owns the arithmetic (MODEL.md, section 6; `ifso.engine.estimating`): all draws see the same worlds, so that most noise is common to them and
 * leaves the width of an interval alone. What remains is taken out: the even and the odd worlds give each draw two results whose noise is
 * independent, the covariance of the two over draws is the variance free of noise, and the interval is drawn in by the root of its ratio to the
 * variance that was seen. What is common to all draws moves the interval as a whole; it is laid around the value that more worlds give.
 */

export interface Bounds {
  low: number;
  high: number;
}

/** A quantity under every draw: in all worlds, and in the even and the odd ones; how much each draw counts. */
export interface Drawn {
  whole: Float64Array;
  even: Float64Array;
  odd: Float64Array;
  weights: Float64Array | null;
}

const LOW = 0.05;
const HIGH = 0.95;

/** How an interval is laid around another centre: by what the two have between them in a sum, a ratio or a ratio of odds. */
export type Scale = "sum" | "ratio" | "odds";

/** Return the 90% interval of a quantity around `value`; null where no draw tells it. */
export function intervalOf(drawn: Drawn, value: number, scale: Scale): Bounds | null {
  const { whole, weights } = drawn;
  const known = knownOf(drawn);
  if (!known.length) return null;
  if (known.every((d) => whole[d] === whole[known[0]!])) return { low: value, high: value };
  const share = shareOf(drawn);
  const centre = mean(whole, known, weights);
  const [low, high] = quantilesOf(whole, weights, known);
  return { low: moved(centre + (low - centre) * share, centre, value, scale), high: moved(centre + (high - centre) * share, centre, value, scale) };
}

/** Return the draws that tell a quantity. */
function knownOf({ whole, weights }: Drawn): number[] {
  const known: number[] = [];
  for (let d = 0; d < whole.length; d++) if (Number.isFinite(whole[d]!) && (weights === null || weights[d]! > 0)) known.push(d);
  return known;
}

/** Return the weighted 5% and 95% points of some draws. */
export function quantilesOf(values: Float64Array, weights: Float64Array | null, known: readonly number[]): [number, number] {
  const sorted = [...known].sort((a, b) => values[a]! - values[b]!);
  return [weightedQuantile(values, sorted, weights, LOW), weightedQuantile(values, sorted, weights, HIGH)];
}

/** Return a bound around `value` that lies as it does around `centre`. */
export function moved(bound: number, centre: number, value: number, scale: Scale): number {
  if (scale === "sum") return bound + value - centre;
  if (scale === "ratio") return centre > 0 && bound > 0 ? (bound * value) / centre : Math.max(0, bound + value - centre);
  if (bound <= 0 || bound >= 1 || centre <= 0 || centre >= 1 || value <= 0 || value >= 1) return Math.min(1, Math.max(0, bound + value - centre));
  const odds = ((bound / (1 - bound)) * (value / (1 - value))) / (centre / (1 - centre));
  return odds / (1 + odds);
}

/** Return the root of the share of a quantity's spread over draws that is not Monte Carlo noise. */
export function shareOf({ whole, even, odd, weights }: Drawn): number {
  const both = knownOf({ whole, even, odd, weights }).filter((d) => Number.isFinite(even[d]!) && Number.isFinite(odd[d]!));
  if (both.length < 3) return 1;
  const seen = covariance(whole, whole, both, weights);
  const free = covariance(even, odd, both, weights);
  return seen > 0 ? Math.sqrt(Math.min(1, Math.max(0, free / seen))) : 1;
}

type Weights = Float64Array | null;

function mean(of: Float64Array, known: readonly number[], weights: Weights): number {
  let sum = 0;
  let total = 0;
  for (const d of known) {
    const weight = weights === null ? 1 : weights[d]!;
    sum += weight * of[d]!;
    total += weight;
  }
  return sum / total;
}

function covariance(one: Float64Array, other: Float64Array, known: readonly number[], weights: Weights): number {
  const [a, b] = [mean(one, known, weights), mean(other, known, weights)];
  let sum = 0;
  for (const d of known) sum += (weights === null ? 1 : weights[d]!) * (one[d]! - a) * (other[d]! - b);
  return sum;
}

/** Return a quantile of weighted values, interpolated between the middles of their weights; `sorted` are the draws in rising order. */
function weightedQuantile(values: Float64Array, sorted: readonly number[], weights: Weights, at: number): number {
  const weight = (d: number): number => (weights === null ? 1 : weights[d]!);
  const wanted = at * sorted.reduce((sum, d) => sum + weight(d), 0);
  let reached = 0;
  let before: { middle: number; value: number } | null = null;
  for (const d of sorted) {
    const middle = reached + weight(d) / 2;
    const value = values[d]!;
    if (middle >= wanted) return before === null ? value : before.value + ((value - before.value) * (wanted - before.middle)) / (middle - before.middle);
    before = { middle, value };
    reached += weight(d);
  }
  return before!.value;
}

/** Return the 5% and 95% points of counts from 0 to `most`, of which each draw has one, as `weightedQuantile` does with equal weights. */
export function countQuantiles(counts: Uint16Array, most: number, histogram: Int32Array): [number, number] {
  histogram.fill(0, 0, most + 1);
  for (let d = 0; d < counts.length; d++) histogram[counts[d]!]!++;
  return [LOW, HIGH].map((at) => {
    const wanted = at * counts.length - 0.5;
    const first = Math.min(counts.length - 1, Math.max(0, Math.floor(wanted)));
    const second = Math.min(counts.length - 1, first + 1);
    const share = Math.min(1, Math.max(0, wanted - first));
    let reached = 0;
    let low = -1;
    for (let k = 0; k <= most; k++) {
      reached += histogram[k]!;
      if (low < 0 && reached > first) low = k;
      if (reached > second) return low + (k - low) * share;
    }
    return low;
  }) as [number, number];
}
