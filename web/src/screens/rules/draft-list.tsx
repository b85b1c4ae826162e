// Drafts of a set: title, who, when, how each stands.
import { Link } from '@tanstack/react-router';
import { useWords } from '../../i18n/words.ts';
import { Tag } from '../../parts/tags.tsx';
import { Name, When } from '../../parts/text.tsx';
import type { DraftSummary } from '../../rulebook/types.ts';

const looks = {
  open: ['ring', 'plain'],
  submitted: ['clock', 'info'],
  published: ['tick', 'good'],
  discarded: ['cross', 'plain'],
} as const;

export function DraftList({ set, drafts }: { set: string; drafts: DraftSummary[] }) {
  const { say } = useWords();
  if (drafts.length === 0) return <p className="dim">{say('drafts.none')}</p>;
  return (
    <ul className="rows">
      {drafts.map((draft) => {
        const [sign, tone] = looks[draft.state];
        return (
          <li key={draft.id}>
            <Link
              className="card"
              to="/rules/$set/drafts/$draft"
              params={{ set, draft: draft.id }}
              search={draft.state === 'submitted' ? { review: 'yes' } : {}}
            >
              <span className="row between">
                <strong>
                  <bdi>{draft.title}</bdi>
                </strong>
                <Tag sign={sign} tone={tone}>
                  {say(`draft.state.${draft.state}`)}
                </Tag>
              </span>
              <span>
                <Name>{draft.author.name}</Name>
                {draft.base !== null && ` · ${say('draft.from-version', { version: draft.base })}`}
              </span>
              <span className="dim">
                {say('draft.revision', { revision: draft.revision })} · <Name>{draft.savedBy.name}</Name> ·{' '}
                <When at={draft.savedAt} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
