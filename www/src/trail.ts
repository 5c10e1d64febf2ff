// The way to the places of findings, and back.

import { computed, signal } from '@preact/signals';
import type { Finding } from 'aksplan';
import { report } from './engine.ts';
import { homeOf, placeText, severityWord } from './findings.ts';
import { go, idOf } from './form/open.ts';
import { t } from './lang.ts';
import { shown } from './panes/shown.ts';
import { plan } from './plan.ts';
import { type View, view } from './screen.ts';
import { announce } from './status.ts';

interface Place {
  element: HTMLElement;
  /** The element may have been drawn anew. */
  id: string;
  pane: string;
  view: View;
}

const LONGEST = 30;
const trail = signal<Place[]>([]);
export const canGoBack = computed(() => trail.value.length > 0);

/** The finding that the last step led to. */
interface Reached {
  finding: string;
  home: string;
  number: number;
  count: number;
  severity: Finding['severity'];
  message: string;
}
const reached = signal<Reached | undefined>(undefined);
/** Where one is among the findings. */
export const place = computed(() => reached.value);

/** Remembers where one is, before going elsewhere. */
export function leave(): void {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return;
  const here = { element, id: element.id, pane: shown.peek(), view: view.peek() };
  trail.value = [...trail.peek().slice(1 - LONGEST), here];
}

export function back(): void {
  const was = trail.peek().at(-1);
  if (!was) return;
  trail.value = trail.peek().slice(0, -1);
  reached.value = undefined;
  shown.value = was.pane;
  view.value = was.view;
  requestAnimationFrame(() => {
    const { element, id } = was;
    const there = element.isConnected ? element : id ? document.getElementById(id) : null;
    const target = there ?? document.getElementById(`tab-${was.pane}`);
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  });
}

/** There is no way back any more. */
export function stay(): void {
  trail.value = [];
  reached.value = undefined;
}

/** Goes to the place of the next finding, or of the one before. */
export function toFinding(step: 1 | -1): void {
  const { findings } = report.peek();
  if (findings.length === 0) {
    announce(t('Nothing found'));
    return;
  }
  const keys = findings.map((it) => `${it.rule} ${it.path} ${it.message}`);
  const last = reached.peek();
  const at = last ? keys.indexOf(last.finding) : -1;
  const next = at < 0 ? (step > 0 ? 0 : findings.length - 1) : at + step;
  const number = (next + findings.length) % findings.length;
  const finding = findings[number];
  if (!finding) return;
  const { activeElement } = document;
  const isWalking =
    last && (activeElement?.id === idOf(last.home) || activeElement?.closest('.way-back'));
  if (!isWalking) leave();
  const home = homeOf(finding.path, plan.peek());
  go(finding.path);
  const { severity, message } = finding;
  const count = findings.length;
  reached.value = {
    finding: keys[number] ?? '',
    home,
    number: number + 1,
    count,
    severity,
    message,
  };
  announce(
    t('{number} of {count}, {severity} at {place}: {message}', {
      number: number + 1,
      count,
      severity: severityWord[severity],
      place: placeText(finding.path),
      message,
    }),
  );
}
