/**
 * Quantiles of the distributions that assumptions have.
 *
 * Owns the standard normal (Wichura, "Algorithm AS 241", Applied Statistics 1988) and the beta distribution, as the Python engine has them.
 */

const CENTRAL: readonly [readonly number[], readonly number[]] = [
  [2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665],
  [5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579, 42.31333070160091, 1.0],
];
const NEAR: readonly [readonly number[], readonly number[]] = [
  [0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835],
  [1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0],
];
const FAR: readonly [readonly number[], readonly number[]] = [
  [2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103],
  [2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1.0],
];

function ratio([above, below]: readonly [readonly number[], readonly number[]], x: number): number {
  let up = 0;
  let down = 0;
  for (let i = 0; i < above.length; i++) {
    up = up * x + above[i]!;
    down = down * x + below[i]!;
  }
  return up / down;
}

/** Return the standard normal quantile of a probability strictly between 0 and 1. */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRAL, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(Math.min(u, 1 - u)));
  const tail = r <= 5 ? ratio(NEAR, r - 1.6) : ratio(FAR, r - 5);
  return q < 0 ? -tail : tail;
}

/** Shapes of distributions, as programs number them. */
export const POINT = 0;
export const LOGIT_NORMAL = 1;
export const LOG_NORMAL = 2;
export const BETA = 3;
export const NORMAL = 4;

/** Return the values of a distribution at probabilities strictly between 0 and 1. */
export function quantiles(shape: number, first: number, second: number, u: Float64Array): Float64Array {
  if (shape === POINT) return new Float64Array(u.length).fill(first);
  if (shape === BETA) return betaQuantiles(first, second, u);
  return u.map((at) => {
    const line = first + second * normalQuantile(at);
    return shape === NORMAL ? line : shape === LOG_NORMAL ? Math.exp(line) : 1 / (1 + Math.exp(-line));
  });
}

/** One half of the nodes and weights of Gauss's rule with eight points on (-1, 1). */
const NODES = [0.9602898564975362, 0.7966664774136267, 0.525532409916329, 0.18343464249564978];
const WEIGHTS = [0.10122853629037706, 0.22238103445337443, 0.3137066458778869, 0.36268378337836166];
const PANELS = 800;
/** Steps of Newton's method; each doubles the digits, and the first guess has two. */
const TURNS = 4;

/**
 * Return quantiles of Beta(a, b), to 12 digits; a and b are at least 1/2. On the scale of t = log(x / (1 - x)) the density is smooth and
 * bell-shaped: it is integrated over panels that hold all but 1e-17 of it, and within its panel a quantile is found by Newton's method.
 */
function betaQuantiles(a: number, b: number, u: Float64Array): Float64Array {
  const middle = Math.log(a / b);
  const spread = Math.sqrt(1 / a + 1 / b);
  const begin = middle - 9 * spread - 45 / a;
  const step = (middle + 9 * spread + 45 / b - begin) / PANELS;
  const peak = a * middle - (a + b) * Math.log1p(Math.exp(middle));
  const density = (t: number): number => Math.exp(a * t - (a + b) * Math.log1p(Math.exp(t)) - peak);
  const integral = (from: number, width: number): number => {
    const half = width / 2;
    let sum = 0;
    for (let k = 0; k < NODES.length; k++) sum += WEIGHTS[k]! * (density(from + half - NODES[k]! * half) + density(from + half + NODES[k]! * half));
    return sum * half;
  };
  const reached = new Float64Array(PANELS + 1);
  for (let k = 0; k < PANELS; k++) reached[k + 1] = reached[k]! + integral(begin + k * step, step);
  return u.map((at) => {
    const wanted = at * reached[PANELS]!;
    let [low, high] = [0, PANELS - 1];
    while (low < high) {
      const half = (low + high + 1) >> 1;
      if (reached[half]! <= wanted) low = half;
      else high = half - 1;
    }
    const from = begin + low * step;
    const rest = wanted - reached[low]!;
    let along = (step * rest) / (reached[low + 1]! - reached[low]!);
    for (let turn = 0; turn < TURNS; turn++) {
      along = Math.min(Math.max(along - (integral(from, along) - rest) / density(from + along), 0), step);
    }
    return 1 / (1 + Math.exp(-(from + along)));
  });
}
