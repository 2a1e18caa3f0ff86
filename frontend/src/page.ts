/**
 * Where the page begins: finds its data and mounts the workbench.
 *
 * A report holds its data in itself, as JSON in an element; a served page fetches it.
 */

import { mount } from "svelte";
import App from "./App.svelte";
import type { Page } from "./model/page";
import "./page.css";
import { Workbench } from "./state/workbench.svelte";

async function pageData(): Promise<Page> {
  const held = document.getElementById("ifso-page");
  if (held?.textContent) return JSON.parse(held.textContent) as Page;
  const answer = await fetch("page.json");
  return (await answer.json()) as Page;
}

const page = await pageData();
const target = document.getElementById("ifso")!;
target.textContent = "";
mount(App, { target, props: { bench: new Workbench(page) } });
