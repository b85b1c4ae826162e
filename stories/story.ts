// What a scenario file holds once it has been checked. Reads with test/scenarios/README.md.
export type Changes = Record<string, Record<string, unknown>>;

export type Submit = { as: string; ref: string; process: string; form: Record<string, unknown>; refused?: string };
export type Decide = {
  as: string;
  ref: string;
  area?: string;
  subject?: string;
  finding?: string;
  measure?: string;
  authority?: string;
  outcome: string;
  reason?: string;
  conditions?: { code: string }[];
  seen?: { version?: number; presentRisk?: string };
  refused?: string;
};
export type Act = { as: string; ref: string; verb: string; form?: Record<string, unknown>; refused?: string };

export type ExpectedTask = { authority: string; holder?: string | string[] };
export type ExpectedPart = {
  area?: string;
  stop?: number;
  subject?: string;
  event?: string;
  finding?: string;
  activity?: string;
  organization?: string;
  state?: string;
  waitingFor?: ExpectedTask;
  reasons?: string[];
  conditions?: Record<string, unknown>[];
  until?: string;
  nights?: number;
  decidedBy?: { authority?: string; holder?: string; instrument?: string };
  exemption?: string;
  history?: { holder?: string; outcome?: string }[];
  presentRisk?: string;
  projectedRisk?: string;
  due?: string;
};
export type ExpectedCase = {
  process: string;
  ref?: string;
  subject?: unknown;
  degree?: string;
  area?: string;
  kind?: string;
  activity?: string;
};
export type Expect = {
  ref?: string;
  state?: string;
  valid?: boolean;
  parts?: ExpectedPart[];
  openTasks?: ExpectedTask[];
  reasons?: string[];
  notified?: string[];
  opened?: ExpectedCase[];
  headcount?: {
    area: string;
    total?: number;
    visitors?: number;
    residents?: number;
    onLeave?: number;
    statuses?: Record<string, number>;
  };
  area?: { id: string; presentRisk?: string };
  hidden?: { field: string; from: string }[];
};

export type Step =
  | { submit: Submit }
  | { decide: Decide }
  | { act: Act }
  | { change: Changes }
  | { advance: string }
  | { expect: Expect };

export type Story = { id: string; title: string; source: string; given?: Changes[]; steps: Step[] };
