// What one step back would change, for whoever is asked to decide it.
import { useQuery } from '@tanstack/react-query';
import { Answer } from '../../../parts/answer.tsx';
import { version } from '../../../rulebook/queries.ts';
import type { Where } from '../../../rulebook/types.ts';
import '../rules.css';
import { Against } from './replaced.tsx';

type Props = { set: string; returnsTo: number; where: Where };

export function ReturnCompared({ set, returnsTo, where }: Props) {
  const text = useQuery(version(set, returnsTo));
  return <Answer of={text}>{({ content }) => <Against set={content} where={where} />}</Answer>;
}
