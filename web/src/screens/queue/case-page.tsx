// One case before its decider: what is asked, on which facts and rules, what was decided before, and the decision.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useDecisions } from '../../decisions/decisions.tsx';
import { typedFor } from '../../decisions/typed.ts';
import { task as taskQuery } from '../../http/queries.ts';
import type { Task } from '../../http/types.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../parts/answer.tsx';
import { Explained } from '../../parts/explained.tsx';
import { History } from '../../parts/history.tsx';
import { NoticeBox } from '../../parts/notice.tsx';
import { RuleChangeAsked, isRuleChange } from '../../parts/rule-change.tsx';
import { RiskTag, UrgentTag } from '../../parts/tags.tsx';
import { Arrow, Name, Place, Reasons, Stay, When, nameOf } from '../../parts/text.tsx';
import { CaseStops } from './case-stops.tsx';
import { Decide } from './decide.tsx';

export function CasePage() {
  const { task: id } = useParams({ from: '/app/queue/$task' });
  const reading = useQuery(taskQuery(id));
  const { say } = useWords();
  return (
    <div className="case" key={id}>
      <Link to="/queue" search={true} className="back-link">
        {say('queue.back')}
      </Link>
      <Answer of={reading}>{(task) => <Case task={task} />}</Answer>
    </div>
  );
}

function Case({ task }: { task: Task }) {
  const { say, word } = useWords();
  const { outgoing } = useDecisions();
  const mine = outgoing.find((one) => one.task === task.id);
  const request = task.requestView;
  // A draft of rules is decided where its changes and checks are seen.
  const isReviewed = isRuleChange(request) && task.mode === 'decide' && request.form['draft'] !== undefined;
  const earlier = request.parts.flatMap((part) => part.history.map((entry) => ({ ...entry, area: part.area })));
  return (
    <>
      <h2 tabIndex={-1}>
        <Name>{task.subject.name}</Name>
        {task.area && (
          <>
            <Arrow />
            <Name>{task.area.name}</Name>
          </>
        )}
      </h2>
      <div className="row">
        {task.area && <RiskTag risk={task.area.presentRisk} />}
        {task.reasons.includes('urgent') && <UrgentTag />}
        <bdi className="dim">{task.reference}</bdi>
        <Link to="/requests/$id" params={{ id: task.request }}>
          {say('case.whole')}
        </Link>
      </div>
      <dl className="facts">
        <dt>{say('case.asked')}</dt>
        <dd>{word('mode', task.mode)}</dd>
        <dt>{say('case.as')}</dt>
        <dd>{word('authority', task.authority)}</dd>
        {task.organization && (
          <>
            <dt>{say('organization')}</dt>
            <dd>
              <Name>{nameOf(task.organization)}</Name>
            </dd>
          </>
        )}
        {task.purpose && (
          <>
            <dt>{say('purpose')}</dt>
            <dd>
              <bdi>{task.purpose}</bdi>
            </dd>
          </>
        )}
        {task.area && (
          <>
            <dt>{say('area')}</dt>
            <dd>
              <Place area={task.area} />
            </dd>
          </>
        )}
        {task.area && task.arrive && task.depart && (
          <>
            <dt>{say('stay')}</dt>
            <dd>
              <Stay arrive={task.arrive} depart={task.depart} zone={task.area.zone} />
            </dd>
          </>
        )}
        {task.dueAt && (
          <>
            <dt>{say('due')}</dt>
            <dd>
              <When at={task.dueAt} {...(task.area ? { zone: task.area.zone } : {})} />
            </dd>
          </>
        )}
      </dl>
      {task.reasons.length > 0 && (
        <>
          <h3>{say('case.reasons')}</h3>
          <Reasons codes={task.reasons} />
        </>
      )}
      {mine?.state === 'failed' && <Refusal code={mine.code ?? 'unknown'} />}
      {isRuleChange(request) && <RuleChangeAsked request={request} />}
      {task.state === 'open' ? !isReviewed && <Decide task={task} key={task.id} /> : <Closed task={task.id} />}
      {!isRuleChange(request) && (
        <>
          <h3>{say('case.stops')}</h3>
          <CaseStops request={request} current={task.area?.id ?? null} />
        </>
      )}
      <h3>{say('case.earlier')}</h3>
      {earlier.length === 0 ? <p className="dim">{say('case.earlier.none')}</p> : <History of={earlier} />}
      <h3>{say('case.why')}</h3>
      <Explained part={task.explanation} />
    </>
  );
}

/** Nothing to decide any more, but words once typed are not thrown away unseen. */
function Closed({ task }: { task: string }) {
  const { say } = useWords();
  const reason = typedFor(task)?.reason ?? '';
  return (
    <NoticeBox tone="info" title={say('case.closed')}>
      {reason !== '' && (
        <>
          <p>{say('case.typed')}</p>
          <blockquote>
            <bdi>{reason}</bdi>
          </blockquote>
        </>
      )}
    </NoticeBox>
  );
}

function Refusal({ code }: { code: string }) {
  const { say, word, has } = useWords();
  return (
    <NoticeBox
      tone="bad"
      announce
      title={say('case.refused')}
      actions={
        code === 'step-up-required' && (
          <Button component="a" href={`/api/v1/auth/login?again=1&return=${encodeURIComponent(location.pathname)}`}>
            {say('case.sign-in-again')}
          </Button>
        )
      }
    >
      <p>{has('problem', code) ? word('problem', code) : say('failed.text')}</p>
      <p>{say('case.kept')}</p>
    </NoticeBox>
  );
}
