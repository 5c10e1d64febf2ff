// Rules by name, or by the text of an Azure error.

import { useComputed } from '@preact/signals';
import type { RulePage } from 'aksplan';
import { english, rich, t } from '../lang.ts';
import { Markdown } from '../markdown.tsx';
import { Button, SeverityMark } from '../marks.tsx';
import type { Planner } from '../whole.tsx';
import { explain, question } from './question.ts';
import './explain-pane.css';

export function ExplainPane({ planner }: { planner: Planner }) {
  const text = question.value;
  const found = useComputed(() =>
    question.value.trim() === '' ? undefined : planner.explain(question.value),
  ).value;
  return (
    <div class="explain">
      <label for="question" class="label">
        {t("A rule's name, or the text of an Azure error")}
      </label>
      <textarea
        id="question"
        rows={3}
        spellcheck={false}
        value={text}
        onInput={(event) => {
          question.value = event.currentTarget.value;
        }}
      />
      {found?.didYouMean && (
        <p>{rich(t('Did you mean {name}?'), { name: <code>{found.didYouMean}</code> })}</p>
      )}
      {found?.unknownCode && (
        <p>
          {rich(t('No rule is about {name}. The nearest by their words:'), {
            name: <code>{found.unknownCode}</code>,
          })}
        </p>
      )}
      {found?.byWords && !found.unknownCode && (
        <p class="muted">
          {t('Nothing in it names a rule; these are the nearest by their words.')}
        </p>
      )}
      {found && found.rules.length === 0 && (
        <p class="muted">
          {t('No rule is about this. All rules are listed when the field is empty.')}
        </p>
      )}
      {found ? (
        found.rules.map((rule) => <Page key={rule.rule} rule={rule} />)
      ) : (
        <AllRules planner={planner} />
      )}
    </div>
  );
}

function Page({ rule }: { rule: RulePage }) {
  return (
    <article class="rule-page" lang={english}>
      <h3>
        <code>{rule.rule}</code> <SeverityMark severity={rule.severity} word />
      </h3>
      <Markdown text={`${rule.summary}\n\n${rule.docs}`} />
    </article>
  );
}

function AllRules({ planner }: { planner: Planner }) {
  const rules = planner.rules().rules;
  const topics = [...new Set(rules.map((it) => it.topic))];
  return (
    <>
      <p class="muted">{t('All {count} rules:', { count: rules.length })}</p>
      {topics.map((topic) => (
        <section key={topic} lang={english}>
          <h3>{topic.replaceAll('-', ' ')}</h3>
          <ul class="rules">
            {rules
              .filter((it) => it.topic === topic)
              .map((it) => (
                <li key={it.rule}>
                  <SeverityMark severity={it.severity} />{' '}
                  <Button class="link" onClick={() => explain(it.rule)}>
                    {it.rule}
                  </Button>{' '}
                  <span class="muted">{it.summary}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
