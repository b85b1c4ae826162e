// Payloads that pass through Temporal: read with every key on file, written with the first, and never altered unseen.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import { loadDataConverter } from '@temporalio/common/lib/internal-non-workflow/data-converter-helpers.js';
import { dataConverter, payloadCodec, type PayloadKey } from '../payload-codec.ts';

const key = (id: string): PayloadKey => ({ id, key: randomBytes(32) });
const [first, second, third] = [key('2026'), key('2027'), key('2028')];
const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value as never);
const written = async (keys: PayloadKey[], value: unknown) => (await payloadCodec(keys).encode([payloadOf(value)]))[0]!;
const read = async (keys: PayloadKey[], payload: Payload) =>
  defaultPayloadConverter.fromPayload((await payloadCodec(keys).decode([payload]))[0]!);
const textOf = (payload: Payload) =>
  Buffer.concat([...Object.values(payload.metadata ?? {}), payload.data ?? new Uint8Array()]).toString('latin1');

test('what was written under any key is read as long as its key is on file, whichever writes now', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue(),
      fc.shuffledSubarray([first, second, third], { minLength: 1 }),
      fc.shuffledSubarray([first, second, third], { minLength: 1 }),
      async (value, then, now) => {
        const payload = await written(then, value);
        const isKnown = now.includes(then[0]!);
        const again = read(now, payload);
        if (isKnown) expect(JSON.stringify(await again)).toBe(JSON.stringify(value));
        else await expect(again).rejects.toThrow(then[0]!.id);
      },
    ),
  );
});

test('the same content never gives the same bytes twice, and shows nothing of itself', async () => {
  const form = { purpose: 'Clinic round of Ana Ruiz' };
  const [one, other] = [await written([first], form), await written([first], form)];
  expect(textOf(one)).not.toBe(textOf(other));
  expect(textOf(one)).not.toMatch(/Ana|purpose|json/);
  expect(Buffer.from(one.metadata!['key-id']!).toString()).toBe('2026');
});

test('an altered byte, another key of the same id and another id are refused', async () => {
  const payload = await written([first], { outcome: 'deny' });
  await fc.assert(
    fc.asyncProperty(fc.nat(payload.data!.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const data = Uint8Array.from(payload.data!);
      data[at]! ^= change;
      await expect(read([first], { ...payload, data })).rejects.toThrow();
    }),
  );
  await expect(read([key('2026')], payload)).rejects.toThrow();
  const renamed = { ...payload, metadata: { ...payload.metadata, 'key-id': Buffer.from('2027') } };
  await expect(read([first, { id: '2027', key: first.key }], renamed)).rejects.toThrow();
});

test('what was written before there were keys is read as it is', async () => {
  expect(await read([first], payloadOf({ a: 1 }))).toEqual({ a: 1 });
});

test('the message and the stack of a failure are encrypted, and read again', async () => {
  const converter = loadDataConverter(dataConverter([first]));
  const failure = converter.failureConverter.errorToFailure(
    ApplicationFailure.nonRetryable('No form of Ana Ruiz', 'validation-failed'),
    converter.payloadConverter,
  );
  const { encodedAttributes, ...shown } = failure;
  expect(JSON.stringify(shown)).not.toMatch(/Ana|payload-codec\.test/);
  const [kept] = await payloadCodec([first]).encode([encodedAttributes as Payload]);
  expect(textOf(kept!)).not.toMatch(/Ana/);
  const [again] = await payloadCodec([second, first]).decode([kept!]);
  const back = converter.failureConverter.failureToError(
    { ...failure, encodedAttributes: again! },
    converter.payloadConverter,
  );
  expect(back.message).toBe('No form of Ana Ruiz');
});
