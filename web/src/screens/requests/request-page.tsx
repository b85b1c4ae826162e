// One request: where it stands, what I can do, each stop, what was told, and why.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Refused } from '../../http/call.ts';
import { request as requestQuery } from '../../http/queries.ts';
import type { Request } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer, Loading } from '../../parts/answer.tsx';
import { NoticeBox } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { RuleChangeAsked, isRuleChange } from '../../parts/rule-change.tsx';
import { StateTag, UrgentTag } from '../../parts/tags.tsx';
import { Name, Reasons } from '../../parts/text.tsx';
import { forgetFiled } from '../clearance/draft.ts';
import { Acts } from './acts.tsx';
import { Log } from './log.tsx';
import { Stops } from './stops.tsx';
import { Tracker } from './tracker.tsx';
import { Why } from './why.tsx';

const tabs = ['case', 'why', 'log'] as const;

export function RequestPage() {
  const { id } = useParams({ from: '/app/requests/$id' });
  const { filed } = useSearch({ from: '/app/requests/$id' });
  const { say } = useWords();
  const reading = useQuery(requestQuery(id));
  const isArriving = filed !== undefined && reading.error instanceof Refused && reading.error.problem.status === 404;
  useQuery({ ...requestQuery(id), enabled: isArriving, refetchInterval: 2000 });
  if (isArriving || !reading.data) {
    return (
      <Page title={say('request.title')}>
        {isArriving ? (
          <NoticeBox tone="good" announce title={say('filed.kept', { reference: filed })}>
            <p>{say('filed.wait')}</p>
            <p>{say('filed.draft')}</p>
            <Loading />
          </NoticeBox>
        ) : (
          <Answer of={reading}>{() => null}</Answer>
        )}
      </Page>
    );
  }
  return <Loaded request={reading.data} wasFiled={filed !== undefined} />;
}

function Loaded({ request, wasFiled }: { request: Request; wasFiled: boolean }) {
  const { say, word } = useWords();
  const { id, submitter } = request;
  useEffect(() => {
    if (wasFiled) forgetFiled(submitter.id, id);
  }, [wasFiled, submitter.id, id]);
  const isOver = ['cancelled', 'closed'].includes(request.state);
  const isUnderWay = request.log.length > 0 || request.parts.some(({ history }) => history.length > 0);
  const { tab = 'case' } = useSearch({ from: '/app/requests/$id' });
  return (
    <Page
      title={`${word('process', request.process)} ${request.reference}`}
      caption={word('process', request.process)}
      heading={<bdi>{request.reference}</bdi>}
      action={
        <span className="row">
          {request.urgent && <UrgentTag />}
          <StateTag state={request.state} />
        </span>
      }
    >
      {wasFiled && !isUnderWay && (
        <NoticeBox tone="good" announce title={say('filed.title', { reference: request.reference })}>
          <p>{say('filed.text')}</p>
        </NoticeBox>
      )}
      <p>
        <strong>
          <Name>{request.subject.name}</Name>
        </strong>
        {request.organization && (
          <>
            {' · '}
            <Name>{request.organization.name}</Name>
          </>
        )}
        {request.purpose && (
          <>
            {' · '}
            <bdi>{request.purpose}</bdi>
          </>
        )}
      </p>
      <nav className="tabs" aria-label={say('request.tabs')}>
        {tabs.map((name) => (
          <Link
            key={name}
            to="/requests/$id"
            params={{ id: request.id }}
            search={name === 'case' ? {} : { tab: name }}
            resetScroll={false}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={tab === name ? 'page' : 'false'}
          >
            {say(`request.tab.${name}`)}
          </Link>
        ))}
      </nav>
      {tab === 'why' && <Why id={request.id} />}
      {tab === 'log' && <Log request={request} />}
      {tab === 'case' && (
        <>
          {isRuleChange(request) ? (
            <>
              <RuleChangeAsked request={request} />
              <Reasons codes={request.reasons} />
            </>
          ) : (
            <NoticeBox
              tone={request.valid ? 'good' : 'info'}
              title={say(request.valid ? 'request.valid' : 'request.not-valid')}
            >
              {!request.valid && <p>{say('request.not-valid.text')}</p>}
              {!request.valid && !isOver && <Reasons codes={request.reasons} />}
            </NoticeBox>
          )}
          <Acts request={request} />
          <h2>{say('tracker.title')}</h2>
          <Tracker request={request} />
          {!isRuleChange(request) && (
            <>
              <h2>{say('request.stops')}</h2>
              <Stops request={request} />
            </>
          )}
        </>
      )}
    </Page>
  );
}
