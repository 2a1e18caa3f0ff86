/** The worker with its program as a function of what it is to take for itself, which `worker-text.ts` beside the build's settings makes of what Vite writes. */
declare module "*?worker&inline" {
  const Inline: new () => Worker;
  export default Inline;
  export const program: (self: object) => void;
}
