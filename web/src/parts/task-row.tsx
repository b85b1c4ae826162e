// One task in a list: who, where, how risky, and how soon it must be decided.
import { Link } from '@tanstack/react-router';
import type { TaskSummary } from '../http/types.ts';
import { useNow, useTimes } from '../i18n/time.ts';
import { useWords } from '../i18n/words.ts';
import { isRuleChange } from './rule-change.tsx';
import { RiskTag, Tag, UrgentTag } from './tags.tsx';
import { Name, Place, Stay, When } from './text.tsx';

export function TaskRow({ task }: { task: TaskSummary }) {
  const { say, word } = useWords();
  const now = useNow();
  const times = useTimes();
  const isOverdue = task.dueAt !== null && new Date(task.dueAt).getTime() < now;
  return (
    <Link
      to="/queue/$task"
      params={{ task: task.id }}
      search={true}
      className="card task-row"
      data-task={task.id}
      activeProps={{ 'aria-current': 'true' }}
    >
      <span className="row between">
        <strong>
          <Name>{task.subject.name}</Name>
        </strong>
        <bdi className="dim">{task.reference}</bdi>
      </span>
      {task.area && (
        <span>
          <Place area={task.area} />
        </span>
      )}
      {isRuleChange(task) && <span>{word('process', task.process)}</span>}
      <span className="row">
        {task.area && <RiskTag risk={task.area.presentRisk} />}
        {task.reasons.includes('urgent') && <UrgentTag />}
        {isOverdue && (
          <Tag sign="clock" tone="bad">
            {say('overdue')}
          </Tag>
        )}
        {task.step > 0 && (
          <Tag sign="up" tone="warn">
            {say('escalated')}
          </Tag>
        )}
      </span>
      {task.dueAt && (
        <span>
          {say('due')} <When at={task.dueAt} {...(task.area ? { zone: task.area.zone } : {})} />
        </span>
      )}
      {task.area && task.arrive && task.depart && (
        <span className="dim">
          <Stay arrive={task.arrive} depart={task.depart} zone={task.area.zone} />
        </span>
      )}
      {task.departsAt && (
        <span className="dim">
          {say('departs')} {times.ago(task.departsAt, now)}
        </span>
      )}
      <span className="dim">
        {word('authority', task.authority)} · {word('mode', task.mode)}
      </span>
    </Link>
  );
}
