// What a person was told, newest first, each leading to its case.
import { Link } from '@tanstack/react-router';
import type { Notice } from '../http/types.ts';
import { useWords } from '../i18n/words.ts';
import { When } from './text.tsx';

export function NoticeList({ of }: { of: Notice[] }) {
  const { word, has } = useWords();
  const wordsOf = (code: string) => (has('notice', code) ? word('notice', code) : word('reason', code));
  return (
    <ul className="plain-list">
      {of.map((notice) => (
        <li key={notice.id}>
          {notice.request ? (
            <Link to="/requests/$id" params={{ id: notice.request }}>
              {wordsOf(notice.code)}
            </Link>
          ) : (
            wordsOf(notice.code)
          )}
          {notice.reference && (
            <>
              {' '}
              <bdi className="dim">{notice.reference}</bdi>
            </>
          )}
          <div className="dim">
            <When at={notice.at} />
          </div>
        </li>
      ))}
    </ul>
  );
}
