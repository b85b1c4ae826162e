// A small TCP relay between two parts: passes, slows, holds, goes deaf or refuses, and stops at a word that goes by.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Of a word on its way up: `before` the other side has it; `after` the other side has answered it. */
export type Side = 'before' | 'after';
type Trap = { word: string; side: Side; left: number; sprung: Promise<void>; spring: () => void };
type Pair = { down: Socket; up: Socket; isDeaf: boolean; caught?: Trap | undefined };

export type Relay = {
  port: number;
  /** Holds the first connections on which the word goes by, at that side of it; when so many are held, does `act` and lets them go. */
  hold(word: string, side: Side, act: () => Promise<void>, connections?: number): Promise<void>;
  /** Ends every connection. */
  cut(): void;
  /** Connections there are stay open and say nothing any more; those to come only if said so, until said otherwise. */
  deafen(thoseToCome?: boolean): void;
  /** Open now that still pass what is said. */
  connections(): number;
  refuse(isRefusing: boolean): void;
  slow(ms: number): void;
  close(): Promise<void>;
};

export async function openRelay(target: number): Promise<Relay> {
  const pairs = new Set<Pair>();
  let trap: Trap | undefined;
  let delayMs = 0;
  let isRefusing = false;
  let isDeaf = false;

  const server = createServer({ allowHalfOpen: false }, (down) => {
    if (isRefusing) return void down.destroy();
    const pair: Pair = { down, up: connect(target, '127.0.0.1'), isDeaf };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      if (!pair.isDeaf) down.destroy();
      pair.up.destroy();
    };
    for (const socket of [down, pair.up]) socket.on('error', end).on('close', end).setNoDelay(true);
    carry(down, pair.up, async (data) => {
      if (!trap || trap.left === 0 || !data.includes(trap.word)) return;
      if (trap.side === 'before') await caught(trap);
      else pair.caught = trap;
    });
    carry(pair.up, down, async () => {
      if (pair.isDeaf) return 'drop';
      const held = pair.caught;
      pair.caught = undefined;
      if (held) await caught(held);
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function caught(by: Trap): Promise<void> {
    by.left -= 1;
    if (by.left === 0) by.spring();
    if (by.left >= 0) await by.sprung;
  }

  /** In order; each piece is as late as the way is long, however many are under way. */
  function carry(from: Socket, to: Socket, look: (data: Buffer) => Promise<'drop' | undefined | void>): void {
    let last = Promise.resolve();
    from.on('data', (data) => {
      const due = performance.now() + delayMs;
      last = last.then(async () => {
        const wait = due - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        if ((await look(data)) !== 'drop' && to.writable) to.write(data);
      });
    });
  }

  return {
    port: (server.address() as AddressInfo).port,
    async hold(word, side, act, connections = 1) {
      let spring = () => undefined as void;
      const full = new Promise<void>((resolve) => (spring = resolve));
      const sprung = full.then(act);
      trap = { word, side, left: connections, spring, sprung };
      await sprung;
      trap = undefined;
    },
    cut: () => pairs.forEach(({ down, up }) => (down.destroy(), up.destroy())),
    deafen(thoseToCome = false) {
      isDeaf = thoseToCome;
      for (const pair of pairs) pair.isDeaf = true;
    },
    connections: () => [...pairs].filter((pair) => !pair.isDeaf).length,
    refuse: (refusing) => void (isRefusing = refusing),
    slow: (ms) => void (delayMs = ms),
    async close() {
      for (const { down, up } of pairs) {
        down.destroy();
        up.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
