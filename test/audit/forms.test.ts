// The public forms: RFC 6962 trees and C2SP notes, against vectors of other implementations.
import { expect, test } from '@jest/globals';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { Tree, leafHash } from '../../audit/merkle.ts';
import { openCheckpoint, signCheckpoint, vkeyOf } from '../../audit/note.ts';

// Inputs and roots of the reference implementation of Certificate Transparency.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('every size of the tree has the head of the reference implementation', () => {
  const tree = new Tree();
  const found = [tree.root().toString('hex')];
  for (const input of inputs) {
    tree.append(Buffer.from(input, 'hex'));
    found.push(tree.root().toString('hex'));
  }
  expect(found).toEqual(roots);
  expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe(roots[1]);
});

test('a key is named as in the signed note of the Go checksum database’s documentation', () => {
  const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const raw = Buffer.from(vkey.split('+').slice(2).join('+'), 'base64').subarray(1);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
  expect(vkeyOf('PeterNeumann', createPublicKey({ key: spki, type: 'spki', format: 'der' }))).toBe(vkey);
});

const { privateKey: key } = generateKeyPairSync('ed25519');
const checkpoint = { origin: 'example.org/audit', size: 7, root: leafHash(Buffer.from('a')) };

test('a checkpoint is three lines, a blank and the signature of its origin', () => {
  const note = signCheckpoint(checkpoint, key);
  expect(note).toMatch(/^example\.org\/audit\n7\n[A-Za-z0-9+/]{43}=\n\n— example\.org\/audit [A-Za-z0-9+/]{91}=\n$/);
  expect(openCheckpoint(note, [key])).toEqual({ checkpoint });
});

test('signatures of witnesses beside that of the log are passed over', () => {
  const witnessed = `${signCheckpoint(checkpoint, key)}— witness.example ${Buffer.alloc(76, 1).toString('base64')}\n`;
  expect(openCheckpoint(witnessed, [key])).toEqual({ checkpoint });
});

test.each([
  ['another size', (note: string) => note.replace('\n7\n', '\n8\n')],
  ['another origin', (note: string) => note.replaceAll('example.org', 'example.net')],
  ['a size written otherwise', (note: string) => note.replace('\n7\n', '\n07\n')],
  ['no signature', (note: string) => note.slice(0, note.indexOf('—'))],
  ['a cut end', (note: string) => note.slice(0, -2)],
])('a checkpoint with %s does not open', (_, change) => {
  expect(openCheckpoint(change(signCheckpoint(checkpoint, key)), [key])).toHaveProperty('flaw');
});
