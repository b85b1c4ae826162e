// The API's only way to Temporal: file, decide, act, change the world. Whatever the network does, the answer is what the tables say.
import type { KeyObject } from 'node:crypto';
import { Client, type Connection, type DataConverter } from '@temporalio/client';
import type { Database } from '../prisma/connect.ts';
import { actOn, decideTask } from './gateway-acts.ts';
import { file, known } from './gateway-filing.ts';
import type { Gateway } from './gateway-port.ts';
import type { Timeouts, Wire } from './gateway-wire.ts';
import { tracedCalls } from './gateway-trace.ts';
import { changeWorld } from './gateway-world.ts';

export type { Gateway } from './gateway-port.ts';

export type GatewayOptions = {
  connection: Connection;
  namespace: string;
  taskQueue: string;
  db: Database;
  signingKey: KeyObject;
  clock: () => number;
  /** Asked where a message of ours was refused as out of date. */
  clockSound?: () => Promise<void>;
  timeouts?: Partial<Timeouts>;
  dataConverter?: DataConverter;
};

const defaults: Timeouts = { fileMs: 8_000, actMs: 8_000, askMs: 3_000 };

export function createGateway({ connection, namespace, dataConverter, timeouts, ...rest }: GatewayOptions): Gateway {
  const interceptors = { workflow: [tracedCalls] };
  const client = new Client({ connection, namespace, interceptors, ...(dataConverter ? { dataConverter } : {}) });
  const wire: Wire = { ...rest, client, timeouts: { ...defaults, ...timeouts } };
  return {
    file: (order) => file(wire, order),
    known: (order) => known(wire, order),
    decide: (order) => decideTask(wire, order),
    act: (order) => actOn(wire, order),
    changeWorld: (order) => changeWorld(wire, order),
  };
}
