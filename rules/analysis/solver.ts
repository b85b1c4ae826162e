// Boolean circuits over MiniSat: literals are numbers, a minus negates; the same gate is built once.
import MiniSat from 'logic-solver/minisat_wrapper.js';

export type Literal = number;
/** Whether a literal holds in the solution found; asked before the next solve. */
export type Model = (literal: Literal) => boolean;

export const TRUE: Literal = 1;
export const FALSE: Literal = -1;

/** MiniSat's word for true. */
const holds = 0;

export class Solver {
  readonly #sat = new MiniSat();
  readonly #gates = new Map<string, Literal>();
  #variables = 1;
  /** Solves asked so far. */
  queries = 0;

  constructor() {
    this.#sat.ensureVar(1);
    this.#add([TRUE]);
  }

  variable(): Literal {
    this.#variables += 1;
    this.#sat.ensureVar(this.#variables);
    return this.#variables;
  }

  /** Must hold from now on. */
  require(...anyOf: Literal[]) {
    if (!anyOf.includes(TRUE)) this.#add(anyOf.filter((one) => one !== FALSE));
  }

  and(literals: readonly Literal[]): Literal {
    const parts = [...new Set(literals)].filter((one) => one !== TRUE).sort((one, other) => one - other);
    const given = new Set(parts);
    if (parts.some((one) => one === FALSE || given.has(-one))) return FALSE;
    if (parts.length < 2) return parts[0] ?? TRUE;
    return this.#gate(`&${parts.join()}`, (gate) => {
      for (const one of parts) this.#add([-gate, one]);
      this.#add([gate, ...parts.map((one) => -one)]);
    });
  }

  or(literals: readonly Literal[]): Literal {
    return -this.and(literals.map((one) => -one));
  }

  implies(one: Literal, other: Literal): Literal {
    return this.or([-one, other]);
  }

  xor(one: Literal, other: Literal): Literal {
    const [low, high] = [Math.abs(one), Math.abs(other)].sort((a, b) => a - b) as [Literal, Literal];
    const isFlipped = one < 0 !== other < 0;
    if (low === high) return isFlipped ? TRUE : FALSE;
    if (low === TRUE) return isFlipped ? high : -high;
    const gate = this.#gate(`^${low},${high}`, (made) => {
      this.#add([-made, low, high]);
      this.#add([-made, -low, -high]);
      this.#add([made, -low, high]);
      this.#add([made, low, -high]);
    });
    return isFlipped ? -gate : gate;
  }

  /** A case in which all of these hold, or null where there is none. */
  solve(assumed: readonly Literal[]): Model | null {
    this.queries += 1;
    if (assumed.includes(FALSE)) return null;
    const assumption = this.variable();
    for (const one of assumed) this.#add([-assumption, one]);
    const found = this.#sat.solveAssuming(assumption);
    const model = found ? this.#model() : null;
    this.#sat.retireVar(assumption);
    return model;
  }

  isPossible(...assumed: Literal[]): boolean {
    return this.solve(assumed) !== null;
  }

  #model(): Model {
    const { _C: memory } = this.#sat;
    const at = memory._getSolution();
    const values = memory.HEAP8.slice(at, at + this.#variables);
    return (literal) => (values[Math.abs(literal) - 1] === holds) === literal > 0;
  }

  #gate(key: string, define: (gate: Literal) => void): Literal {
    const known = this.#gates.get(key);
    if (known !== undefined) return known;
    const gate = this.variable();
    this.#gates.set(key, gate);
    define(gate);
    return gate;
  }

  #add(clause: readonly Literal[]) {
    this.#sat.addClause(clause);
    this.#sat._clauses.length = 0;
  }
}
