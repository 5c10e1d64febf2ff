// Work that survives: in the browser's storage for reload and crash, in the link for others.

import { effect } from '@preact/signals';
import { isObject, type Json, same } from './json.ts';
import { change, plan, replace, undoable } from './plan.ts';
import { fragmentOf, textOf } from './share.ts';
import { announce, dismiss, notify } from './status.ts';
import { readText, textProblem, typed } from './text.ts';

const KEY = 'aksplan.draft';
const PAUSE = 250;
/** Some programs cut links that are longer. */
const LONG_LINK = 8000;

interface Draft {
  /** Which tab wrote it. */
  tab: string;
  plan: Json;
  /** Text that is no plan, as it was left. */
  typed?: string;
  /** The link's fragment at that time. */
  fragment: string;
}

const tab = Math.random().toString(36).slice(2);
/** The draft in storage that this tab knows of, as it stands there. */
let seen: string | null = null;
/** Another tab's draft is in the way, until the user has chosen. */
let blocked = false;
/** A fragment that could not be read; it stays in the address until the plan is changed. */
let brokenFragment = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function draftOf(text: string | null): Draft | undefined {
  if (text === null) return undefined;
  try {
    const draft = JSON.parse(text) as unknown;
    if (!isObject(draft) || draft.plan === undefined) return undefined;
    return {
      tab: String(draft.tab),
      plan: draft.plan,
      fragment: String(draft.fragment ?? ''),
      ...(typeof draft.typed === 'string' ? { typed: draft.typed } : {}),
    };
  } catch {
    return undefined;
  }
}

/** The plan to begin with: of the link, or of the draft, or an example. */
export async function begin(example: Json): Promise<void> {
  seen = stored();
  const draft = draftOf(seen);
  plan.value = draft?.plan ?? example;
  typed.value = draft?.typed;
  if (!location.hash.startsWith('#p=') || location.hash === draft?.fragment) return;
  await openLink(draft !== undefined);
}

async function openLink(hasWork: boolean): Promise<void> {
  try {
    const text = await textOf(location.hash);
    if (text === undefined) return;
    const { plan: linked, problem } = readText(text);
    if (linked === undefined) throw new Error(problem?.message ?? 'it holds no plan');
    if (same(linked, plan.value)) return;
    if (!hasWork) {
      plan.value = linked;
      return;
    }
    typed.value = undefined;
    const back = replace(linked, 'opened link');
    notify('link', 'The plan of the link is open. What you worked on before is kept.', [
      { label: 'Back to my former plan', run: back },
    ]);
  } catch (error) {
    brokenFragment = true;
    const reason = error instanceof Error ? error.message : String(error);
    notify('link', `The plan in this link can't be read: ${reason}. Your own plan is unchanged.`);
  }
}

/** Keeps the plan in storage and link from now on. */
export function keep(): void {
  let isFirst = true;
  effect(() => {
    void plan.value;
    void typed.value;
    if (isFirst) {
      isFirst = false;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  addEventListener('pagehide', () => save());
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && save());
  addEventListener('storage', (event) => {
    if (event.key === KEY && event.newValue !== seen) elsewhere(event.newValue);
  });
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#p=')) void openLink(true);
  });
}

function save(): void {
  clearTimeout(timer);
  if (!brokenFragment || undoable.peek()) void shareInAddress();
  store();
}

async function shareInAddress(): Promise<void> {
  const saved = plan.peek();
  const fragment = await fragmentOf(saved);
  if (plan.peek() !== saved || fragment === location.hash) return;
  history.replaceState(null, '', fragment);
  brokenFragment = false;
  store();
}

function store(): void {
  if (blocked) return;
  const now = stored();
  if (now !== seen && draftOf(now)?.tab !== tab) {
    elsewhere(now);
    return;
  }
  const draft: Draft = { tab, plan: plan.peek(), fragment: location.hash };
  if (textProblem.peek()) draft.typed = typed.peek() as string;
  const next = JSON.stringify(draft);
  try {
    localStorage.setItem(KEY, next);
    seen = next;
  } catch {
    notify('storage', 'This browser keeps nothing: save your work as a file or a link.');
  }
}

/** Another tab has saved its plan. */
function elsewhere(text: string | null): void {
  const other = draftOf(text);
  if (!other || (same(other.plan, plan.peek()) && other.typed === undefined)) {
    seen = text;
    return;
  }
  blocked = true;
  const settle = () => {
    blocked = false;
    seen = stored();
    dismiss('tabs');
  };
  notify(
    'tabs',
    'Another tab works on a plan too, and has saved it. This tab saves nothing until you choose.',
    [
      {
        label: "Take the other tab's plan",
        run: () => {
          settle();
          const latest = draftOf(seen) ?? other;
          change(latest.plan, "the other tab's plan");
          typed.value = latest.typed;
        },
      },
      {
        label: 'Keep this plan',
        run: () => {
          settle();
          save();
        },
      },
    ],
  );
}

export async function copyLink(): Promise<void> {
  history.replaceState(null, '', await fragmentOf(plan.peek()));
  store();
  const length = location.href.length;
  try {
    await navigator.clipboard.writeText(location.href);
    announce(
      length > LONG_LINK
        ? `Link copied. It is ${length.toLocaleString('en')} characters long: some programs cut such links, so download the plan as well`
        : 'Link copied',
    );
  } catch {
    announce('The browser does not let this page copy: take the link from the address bar');
  }
}
