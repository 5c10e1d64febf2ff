// The plan on screen beside another one.

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { jump } from '../form/open.ts';
import type { Json } from '../json.ts';
import { rich, t } from '../lang.ts';
import { Button } from '../marks.tsx';
import { plan, planId } from '../plan.ts';
import { compareWith, other } from './compared.ts';
import { differences } from './differences.ts';
import { showWork } from './door.tsx';
import { nameOf } from './names.ts';
import * as shelf from './shelf.ts';
import './work.css';

const plans = signal<shelf.Kept[]>([]);

export function Compare() {
  useEffect(() => {
    shelf
      .all()
      .then((all) => {
        plans.value = all.filter((it) => !it.deleted && it.id !== planId.peek());
      })
      .catch(() => {
        plans.value = [];
      });
  }, []);
  const now = other.value;
  const found = now ? differences(now.plan, plan.value) : [];
  return (
    <>
      <label class="inline-label">
        {t('Compare the plan on screen with')}
        <select
          value=""
          onChange={(event) => {
            const it = plans.value.find(({ id }) => id === event.currentTarget.value);
            if (it) compareWith(it.plan, nameOf(it.plan));
          }}
        >
          <option value="" disabled>
            {now ? now.name : t('Choose a plan…')}
          </option>
          {plans.value.map((it) => (
            <option key={it.id} value={it.id}>
              {nameOf(it.plan)}
            </option>
          ))}
        </select>
      </label>
      {!now && (
        <p class="muted">
          {rich(t('Choose a plan here, or a state of this one in {history}.'), {
            history: <em>{t('History of this plan')}</em>,
          })}
        </p>
      )}
      {now && found.length === 0 && <p class="good">{`✓ ${t('They are the same.')}`}</p>}
      {found.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Where')}</th>
              <th scope="col">{now?.name}</th>
              <th scope="col">{t('On screen')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((it) => (
              <tr key={it.pointer + it.place.join()}>
                <td>
                  <Button
                    class="link"
                    onClick={() => {
                      showWork(undefined);
                      jump(it.pointer);
                    }}
                  >
                    {it.place.join(' › ') || t('the plan')}
                  </Button>
                </td>
                <td>{textOf(it.from)}</td>
                <td>{textOf(it.to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
