// The way to the places of findings, and back.

import { report } from './engine.ts';
import { homeOf, placeText, severityWord } from './findings.ts';
import { go, idOf } from './form/open.ts';
import { t } from './lang.ts';
import { shown } from './panes/shown.ts';
import { plan } from './plan.ts';
import { announce } from './status.ts';

interface Place {
  element: HTMLElement;
  /** The element may have been drawn anew. */
  id: string;
  pane: string;
}

const LONGEST = 30;
let trail: Place[] = [];
/** The place that the last step led to. */
let reached: { finding: string; home: string } | undefined;

/** Remembers where one is, before going elsewhere. */
export function leave(): void {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return;
  const place = { element, id: element.id, pane: shown.peek() };
  trail = [...trail.slice(1 - LONGEST), place];
}

export function back(): void {
  const place = trail.at(-1);
  if (!place) return;
  trail = trail.slice(0, -1);
  reached = undefined;
  shown.value = place.pane;
  requestAnimationFrame(() => {
    const { element, id } = place;
    const there = element.isConnected ? element : id ? document.getElementById(id) : null;
    const target = there ?? document.getElementById(`tab-${place.pane}`);
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  });
}

/** Goes to the place of the next finding, or of the one before. */
export function toFinding(step: 1 | -1): void {
  const { findings } = report.peek();
  if (findings.length === 0) {
    announce(t('Nothing found'));
    return;
  }
  const keys = findings.map((it) => `${it.rule} ${it.path} ${it.message}`);
  const at = reached ? keys.indexOf(reached.finding) : -1;
  const next = at < 0 ? (step > 0 ? 0 : findings.length - 1) : at + step;
  const place = (next + findings.length) % findings.length;
  const finding = findings[place];
  if (!finding) return;
  const isWalking = reached && document.activeElement?.id === idOf(reached.home);
  if (!isWalking) leave();
  const home = homeOf(finding.path, plan.peek());
  go(finding.path);
  reached = { finding: keys[place] ?? '', home };
  announce(
    t('{number} of {count}, {severity} at {place}: {message}', {
      number: place + 1,
      count: findings.length,
      severity: severityWord[finding.severity],
      place: placeText(finding.path),
      message: finding.message,
    }),
  );
}
