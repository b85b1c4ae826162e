// Which acts on a change of rules are open to whom, by where it stands. The page and the recording transaction both ask here.
export const ruleChangeVerbs = ['cancel', 'withdraw', 'add-note'] as const;
export type RuleChangeVerb = (typeof ruleChangeVerbs)[number];

export type ChangeActedOn = {
  person: string;
  subject: string;
  submitter: string;
  state: string;
  live: boolean;
  /** Held a task of it: whether he may still decide is asked when he acts. */
  heldTask: boolean;
};

/** Before it is decided its author gives it up; between decision and start who may decide it takes it back. */
export function changeActOpen(verb: RuleChangeVerb, asked: ChangeActedOn): boolean {
  const { person, subject, submitter, state, live, heldTask } = asked;
  if (!live) return false;
  const isParty = person === subject || person === submitter;
  switch (verb) {
    case 'add-note':
      return isParty || heldTask;
    case 'cancel':
    case 'withdraw':
      return state === 'published' ? heldTask : isParty;
  }
}
