/**
 * Light or dark: what the reader has chosen, else what the system says.
 *
 * Owns remembering it, where the browser lets a page remember anything.
 */

const KEY = "ifso-theme";

export type Theme = "light" | "dark";

export class Looks {
  theme = $state<Theme>("light");

  constructor(private readonly root: HTMLElement) {
    this.theme = remembered() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    if (remembered()) this.root.dataset["theme"] = this.theme;
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
      if (!this.root.dataset["theme"]) this.theme = event.matches ? "dark" : "light";
    });
  }

  toggle(): void {
    this.theme = this.theme === "dark" ? "light" : "dark";
    this.root.dataset["theme"] = this.theme;
    try {
      localStorage.setItem(KEY, this.theme);
    } catch {
      // A page from a file may not be allowed to remember; the choice then holds until it is closed.
    }
  }
}

function remembered(): Theme | null {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : null;
  } catch {
    return null;
  }
}
