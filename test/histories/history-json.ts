// Histories as protobuf JSON, the form in which Temporal's own tools keep them.
import { createRequire } from 'node:module';
import type { History } from '@temporalio/common/lib/proto-utils.js';

type Json = {
  toJson(type: unknown, message: unknown): object;
  fromJson(type: unknown, json: unknown, options: object): History;
};
type Root = { lookupType(name: string): { fromObject(value: object): unknown } };

/** With the very protobufjs the message types were made with: the SDK's own functions fail where npm installs two of them. */
const here = createRequire(import.meta.filename);
const { toJson, fromJson } = createRequire(here.resolve('@temporalio/proto'))('protobufjs/ext/protojson') as Json;
const type = (here('@temporalio/proto') as Root).lookupType('temporal.api.history.v1.History');

export function historyToJson(history: History): string {
  return `${JSON.stringify(toJson(type, type.fromObject(history)))}\n`;
}

export function historyFromJson(text: string): History {
  return fromJson(type, JSON.parse(text), { ignoreUnknownFields: true });
}
