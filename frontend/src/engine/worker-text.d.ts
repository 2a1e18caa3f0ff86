/** The worker with its program as text, which `worker-text.ts` beside the build's settings adds to what Vite makes of it. */
declare module "*?worker&inline" {
  const Inline: new () => Worker;
  export default Inline;
  export const jsContent: string;
}
