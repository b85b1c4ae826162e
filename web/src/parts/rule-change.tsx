// What a change of rules asks for, and the way to its review.
import { Link } from '@tanstack/react-router';
import type { Request } from '../http/types.ts';
import { useWords } from '../i18n/words.ts';
import { loadRuleWords } from '../i18n/catalogue.ts';
import { later } from './later.tsx';
import { LinkButton } from './link-button.tsx';
import { PlaceNames } from './place-names.tsx';
import { When } from './text.tsx';

export type RuleChange = {
  set: string;
  draft?: string;
  reason: string;
  effective?: { from?: string; countries?: string[]; areas?: string[] };
  reexamine?: boolean;
  returnsTo?: number;
};

const ReturnCompared = later('return-compared', async () => {
  const [part] = await Promise.all([import('../screens/rules/draft/return-compared.tsx'), loadRuleWords()]);
  return part.ReturnCompared;
});

export const isRuleChange = ({ process }: Pick<Request, 'process'>): boolean => process === 'ruleChange';

/** On the review itself it leads to the case instead. */
export function RuleChangeAsked({ request, isReview = false }: { request: Request; isReview?: boolean }) {
  const { say, word } = useWords();
  const form = request.form as RuleChange;
  const { from, countries = [], areas = [] } = form.effective ?? {};
  return (
    <section className="panel" aria-label={say('change.title')}>
      <h3>{form.returnsTo === undefined ? say('change.title') : say('change.return', { version: form.returnsTo })}</h3>
      <dl className="facts">
        {isReview && (
          <>
            <dt>{say('reference')}</dt>
            <dd>
              <Link to="/requests/$id" params={{ id: request.id }}>
                <bdi>{request.reference}</bdi>
              </Link>
            </dd>
          </>
        )}
        <dt>{say('change.set')}</dt>
        <dd>{word('process', form.set)}</dd>
        <dt>{say('decide.reason.required')}</dt>
        <dd>
          <bdi>{form.reason}</bdi>
        </dd>
        <dt>{say('change.from')}</dt>
        <dd>
          {from === undefined ? say('change.at-once') : from.includes('T') ? <When at={from} /> : <bdi>{from}</bdi>}
        </dd>
        <dt>{say('where')}</dt>
        <dd>
          {countries.length + areas.length === 0 ? (
            say('change.everywhere')
          ) : (
            <PlaceNames countries={countries} areas={areas} />
          )}
        </dd>
        <dt>{say('change.reexamine')}</dt>
        <dd>{say(form.reexamine ? 'yes' : 'no')}</dd>
      </dl>
      {form.returnsTo !== undefined && request.openTasks.some(({ mine }) => mine) && (
        <ReturnCompared set={form.set} returnsTo={form.returnsTo} where={{ countries, areas }} />
      )}
      {form.draft !== undefined && !isReview && (
        <LinkButton
          to="/rules/$set/drafts/$draft"
          params={{ set: form.set, draft: form.draft }}
          search={{ review: 'yes' }}
        >
          {say('change.review')}
        </LinkButton>
      )}
    </section>
  );
}
