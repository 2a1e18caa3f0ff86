/**
 * Where the page begins: finds its data and mounts the workbench.
 *
 * A report holds its data in itself, as JSON in an element; a served page fetches it and stays connected; a notebook's widget hands it over through
 * `render`, as anywidget calls it.
 */

import { mount, unmount } from "svelte";
import App from "./App.svelte";
import type { Page } from "./model/page";
import "./page.css";
import { Connection } from "./server/connection.svelte";
import { Notices } from "./server/notices.svelte";
import { Looks } from "./state/looks.svelte";
import { remembered, remember } from "./state/remembering";
import { Workbench } from "./state/workbench.svelte";

async function pageData(): Promise<Page> {
  const held = document.getElementById("ifso-page");
  if (held?.textContent) return JSON.parse(held.textContent) as Page;
  const answer = await fetch("page.json");
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()) as Page;
}

async function start(target: HTMLElement): Promise<void> {
  const root = document.documentElement;
  root.classList.add("ifso");
  const looks = new Looks(root);
  let page: Page;
  try {
    page = await pageData();
  } catch (error) {
    const said = document.createElement("p");
    said.textContent = `The page's data could not be read. ${error instanceof Error ? error.message : ""} Open the address that the program printed once more.`;
    target.replaceChildren(said);
    return;
  }
  target.textContent = "";
  document.title = page.scenario.title;
  const served = page.mode === "served";
  const bench = new Workbench(page, served ? remembered(page) : {});
  const notices = new Notices();
  let again: (() => void) | null = null;
  if (served) {
    const connection = new Connection(bench, notices, `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`);
    bench.server = connection;
    again = () => connection.again();
    remember(bench);
  }
  mount(App, { target, props: { bench, looks, notices, again } });
}

/** What a notebook's widget gives: a model whose `page` is the page's data. */
interface Model {
  get(name: "page"): Page;
  on(event: "change:page", told: () => void): void;
  off(event: "change:page", told: () => void): void;
}

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  el.classList.add("ifso");
  const bench = new Workbench(model.get("page"));
  const app = mount(App, { target: el, props: { bench, looks: new Looks(el) } });
  const changed = (): void => bench.replace(model.get("page"));
  model.on("change:page", changed);
  return () => {
    model.off("change:page", changed);
    bench.stop();
    void unmount(app);
  };
}

const target = document.getElementById("ifso");
if (target) void start(target);

export default { render };
