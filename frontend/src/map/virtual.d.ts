/** Made by `outlines.ts` of the build. */
declare module "virtual:outlines" {
  export const lines: string;
  export const states: string;
}
